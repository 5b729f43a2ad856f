using Dex.Domain.Authorization;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class StepProofTests
{
    private static readonly AuthorizationRequest Request = GivenFlow.Request();
    private static readonly string[] Steps = [StepProof.Continue, StepProof.Approval, StepProof.Approved];

    [Fact]
    public void A_proof_is_the_specifications_vector() =>
        Assert.Equal("r1fg_iivXIN5tJwYa5fZOmcOLxgvxyqo31kgflrV_Pg", StepProof.Of("key", "req-1", "step:continue"));

    [Fact]
    public void The_steps_have_the_names_of_the_specification() =>
        Assert.Equal(["step:continue", "step:approval", "step:approved"], Steps);

    [Fact]
    public void A_proof_proves_its_own_step_and_no_other() => Assert.All(Steps, made => Assert.All(
        Steps, wanted => Assert.Equal(made == wanted, StepProof.Of(Request.ProofKey, Request.Id, made).Proves(Request, wanted))));

    [Fact]
    public void A_proof_of_another_request_proves_nothing() =>
        Assert.False(StepProof.Of(Request.ProofKey, "req-2", StepProof.Continue).Proves(Request, StepProof.Continue));

    [Fact]
    public void A_proof_under_another_key_proves_nothing() =>
        Assert.False(StepProof.Of("another key", Request.Id, StepProof.Continue).Proves(Request, StepProof.Continue));

    [Theory]
    [InlineData("")]
    [InlineData("é")]
    [InlineData("r1fg_iivXIN5tJwYa5fZOmcOLxgvxyqo31kgflrV_Pg")]
    public void A_text_that_is_no_proof_proves_nothing(string proof) => Assert.False(proof.Proves(Request, StepProof.Continue));

    [Fact]
    public void A_proof_counts_as_it_was_made()
    {
        var proof = StepProof.Of(Request.ProofKey, Request.Id, StepProof.Continue);

        Assert.False((proof + "=").Proves(Request, StepProof.Continue));
        Assert.False(proof[..^1].Proves(Request, StepProof.Continue));
        Assert.False(proof.ToUpperInvariant().Proves(Request, StepProof.Continue));
    }

    [Fact]
    public void Lengths_keep_the_request_and_the_step_apart()
    {
        Assert.NotEqual(StepProof.Of("key", "ab", "c"), StepProof.Of("key", "a", "bc"));
        Assert.NotEqual(StepProof.Of("key", new string('a', 200), "c"), StepProof.Of("key", new string('a', 199), "ac"));
    }

    [Fact]
    public void A_new_key_has_256_bits_and_is_never_the_same()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => StepProof.NewKey()).ToList();

        Assert.All(keys, key => Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(key).Length));
        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
    }
}
