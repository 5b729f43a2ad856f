using Dex.Domain.Clients;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class SecretHashTests
{
    [Fact]
    public void A_generated_secret_is_kept_as_one_sha_256() =>
        Assert.Equal("sha256$LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", SecretHash.OfGenerated("hello"));

    [Fact]
    public void A_chosen_secret_is_salted_and_names_its_rounds()
    {
        var (first, second) = (SecretHash.OfChosen("correct horse"), SecretHash.OfChosen("correct horse"));

        Assert.NotEqual(first, second);
        Assert.StartsWith($"pbkdf2-sha512${SecretHash.Rounds}$", first, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_is_eight_hex_digits_and_tells_secrets_apart()
    {
        var (first, second) = (new ClientSecret { Id = "a", Label = "a", Hash = SecretHash.OfGenerated("a") }, new ClientSecret { Id = "b", Label = "b", Hash = SecretHash.OfGenerated("b") });

        Assert.Matches("^[0-9a-f]{4}·[0-9a-f]{4}$", first.Fingerprint);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void A_new_secret_has_256_random_bits_and_only_its_hash_is_kept()
    {
        var secret = NewSecret.Generate("2026-11", "ada@example.com", DateTimeOffset.UnixEpoch, null);

        Assert.Matches("^dxs_[A-Za-z0-9_-]{43}$", secret.Text);
        Assert.Equal(SecretHash.OfGenerated(secret.Text), secret.Kept.Hash);
        Assert.DoesNotContain(secret.Text[4..], secret.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(secret.Text, NewSecret.Generate("2026-11", "ada@example.com", DateTimeOffset.UnixEpoch, null).Text);
    }

    [Theory]
    [InlineData("short", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("q8Zt1nVx4mKc7rJw0bYs5hGd2fLp9uEa", false)]
    public void A_short_or_poor_secret_is_weak(string secret, bool expected) => Assert.Equal(expected, SecretStrength.IsWeak(secret));
}
