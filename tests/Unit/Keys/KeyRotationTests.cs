using Dex.Domain.Keys;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Keys;

public sealed class KeyRotationTests
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    [Fact]
    public void An_empty_ring_is_due_at_once() => Assert.Equal("missing signing key", KeyRotation.Reason(new KeyRing(), Given.Now));

    [Fact]
    public void A_ring_is_due_at_the_very_instant_and_not_before()
    {
        var ring = Rotate(new KeyRing(), "a", Given.Now);

        Assert.Null(KeyRotation.Reason(ring, Given.Now + Period - TimeSpan.FromTicks(1)));
        Assert.Equal("expired", KeyRotation.Reason(ring, Given.Now + Period));
    }

    [Fact]
    public void The_first_rotation_makes_version_one_with_no_retired_key()
    {
        var ring = Rotate(new KeyRing(), "a", Given.Now);

        Assert.Equal((1, "a", Given.Now + Period), (ring.Version, ring.Signing?.Public.Id, ring.NextRotationAt));
        Assert.Empty(ring.Verification);
    }

    [Fact]
    public void The_old_key_verifies_for_the_longest_life_of_a_token_and_its_private_half_is_gone()
    {
        var ring = Rotate(Rotate(new KeyRing(), "a", Given.Now), "b", Given.Now + Period);

        var old = Assert.Single(ring.Verification);
        Assert.Equal(("a", Given.Now, Given.Now + Period, Given.Now + Period + Longest), (old.Public.Id, old.CreatedAt, old.RetiredAt, old.ExpiresAt));
        Assert.Equal(2, ring.Version);
    }

    [Fact]
    public void Retired_keys_stand_in_the_order_of_their_retirement_newest_first()
    {
        var ring = new KeyRing();
        foreach (var (id, index) in new[] { "a", "b", "c", "d" }.Select((id, index) => (id, index)))
        {
            ring = Rotate(ring, id, Given.Now + (Period * index));
        }

        Assert.Equal(["d", "c", "b", "a"], ring.VerifyingAt(Given.Now + (Period * 3)).Select(key => key.Id));
    }

    [Fact]
    public void A_rotation_drops_the_keys_whose_end_has_passed()
    {
        var ring = Rotate(Rotate(new KeyRing(), "a", Given.Now), "b", Given.Now + Period);

        ring = Rotate(ring, "c", Given.Now + Period + Longest);

        Assert.Equal(["b"], ring.Verification.Select(key => key.Public.Id));
    }

    [Fact]
    public void An_expired_key_verifies_no_more_although_no_rotation_has_dropped_it()
    {
        var ring = Rotate(Rotate(new KeyRing(), "a", Given.Now), "b", Given.Now + Period);
        var end = Given.Now + Period + Longest;

        Assert.Equal(["b", "a"], ring.VerifyingAt(end - TimeSpan.FromTicks(1)).Select(key => key.Id));
        Assert.Equal(["b"], ring.VerifyingAt(end).Select(key => key.Id));
    }

    [Fact]
    public void In_a_steady_state_with_the_defaults_one_key_signs_and_four_verify()
    {
        var ring = new KeyRing();
        for (var i = 0; i < 20; i++)
        {
            ring = Rotate(ring, $"key-{i}", Given.Now + (Period * i));
        }

        Assert.Equal(5, ring.VerifyingAt(Given.Now + (Period * 19)).Count());
    }

    [Fact]
    public void A_signing_keys_text_never_shows_the_private_half() =>
        Assert.Equal("SigningKey { a RS256 }", new SigningKey(new PublicKey("a", "RS256", "{}"), new byte[] { 1, 2, 3 }, Given.Now).ToString());

    private static KeyRing Rotate(KeyRing ring, string id, DateTimeOffset now) =>
        KeyRotation.Rotate(ring, new SigningKey(new PublicKey(id, "RS256", "{}"), new byte[] { 1 }, now), now, Period, Longest);
}
