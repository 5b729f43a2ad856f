using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A code brought to the token endpoint for each rule that can refuse one (protocol 5.3).</summary>
internal static class CodeTriggers
{
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["code.missing"] = stage => stage.Dex.RedeemAsync(SignInServer.Web, "x", ("code", null)),
        ["code.unknown"] = stage => stage.Dex.RedeemAsync(SignInServer.Web, "x"),
        ["code.other_client"] = async stage => await stage.Dex.RedeemAsync(SignInServer.Coder, await stage.CodeAsync(SignInServer.Web)),
        ["code.verifier_missing"] = async stage => await stage.Dex.RedeemAsync(SignInServer.Web, await BoundCodeAsync(stage)),
        ["code.verifier_mismatch"] = async stage =>
            await stage.Dex.RedeemAsync(SignInServer.Web, await BoundCodeAsync(stage), ("code_verifier", "wrong")),
        ["code.verifier_unexpected"] = async stage =>
            await stage.Dex.RedeemAsync(SignInServer.Web, await stage.CodeAsync(SignInServer.Web), ("code_verifier", "x")),
        ["code.challenge_method_unknown"] = async stage =>
        {
            await stage.Dex.AddCodeAsync("of-a-later-version", code => code with { CodeChallenge = "x", CodeChallengeMethod = "S512" });
            return await stage.Dex.RedeemAsync(SignInServer.Web, "of-a-later-version", ("code_verifier", "x"));
        },
        ["code.redirect_uri_mismatch"] = async stage =>
            await stage.Dex.RedeemAsync(SignInServer.Web, await stage.CodeAsync(SignInServer.Web), ("redirect_uri", SignInServer.WithQuery)),
        ["code.redeemed_twice"] = async stage =>
        {
            var code = await stage.CodeAsync(SignInServer.Web);
            return await RefusalStage.RepeatedAsync(2, () => stage.Dex.RedeemAsync(SignInServer.Web, code));
        },
        ["code.connector_unavailable"] = async stage =>
        {
            await stage.Dex.AddCodeAsync("of-a-connector-gone", code => code with { ConnectorId = "gone" });
            return await stage.Dex.RedeemAsync(SignInServer.Web, "of-a-connector-gone");
        },
        ["person.blocked"] = async stage =>
        {
            var browser = await stage.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
            await browser.TypeAsync("kilgore", "trout");
            await stage.Dex.BlockAsync(SignInServer.Pass, StepTriggers.MockUser, DateTimeOffset.MaxValue);
            return await stage.Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        },
        ["audience.trust_withdrawn"] = async stage =>
        {
            var audience = await stage.Dex.AddWebAppAsync("fickle", client => client with { TrustedPeers = [SignInServer.Web] });
            var code = await stage.CodeAsync(SignInServer.Web, ("scope", "openid audience:server:client_id:fickle"));
            await stage.Dex.ChangeAsync(audience, client => client with { TrustedPeers = [] });
            return await stage.Dex.RedeemAsync(SignInServer.Web, code);
        },
    };

    private static Task<string> BoundCodeAsync(RefusalStage stage) =>
        stage.CodeAsync(SignInServer.Web, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
}
