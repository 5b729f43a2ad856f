using System.Collections.Frozen;
using System.Globalization;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using static Dex.Domain.Refusals.AuthorizationRules;
using static Dex.Domain.Refusals.RefusalRules;

namespace Dex.Domain.Refusals;

/// <summary>
/// What a request showed to a rule that it passed, in a few harmless words: a value that anybody may see, or how long one was that nobody
/// may. That it was passed is certain, because a later rule was asked; what is added from today's settings is said only where they have not changed.
/// </summary>
internal static class SeenValues
{
    private const string None = "none sent";

    private static readonly FrozenDictionary<RefusalRule, Func<RefusalContext, string>> ByRule = new Dictionary<RefusalRule, Func<RefusalContext, string>>
    {
        [RequestMethod] = seen => seen.Facts.Method,
        [RequestTooLarge] = _ => "within the limit",
        [RequestMalformedForm] = seen => seen.Facts.ParameterCount is { } count ? $"well formed, {Count(count, "parameter")}" : "well formed",
        [RequestEmptyBody] = seen => seen.Facts.ParameterCount is { } count ? Count(count, "parameter") : "not empty",
        [RequestTokenMissing] = seen => Sent(seen, ParameterNames.Token),
        [RequestMalformedClientId] = seen => seen.Facts.Authentication,
        [RequestMalformedClientSecret] = seen => seen.Facts.SecretLength > 0 ? "well formed" : None,

        [GrantMissing] = seen => seen.Facts.Text(ParameterNames.GrantType),
        [GrantUnknown] = _ => "a grant of this server",
        [GrantDisabledByServer] = seen => seen.GrantsAreUnchanged ? $"on, {SourceOf(seen.Policy.GrantTypes.Source)}" : "on at the time",
        [GrantDisabledByClient] = seen => !seen.ClientIsUnchanged ? "allowed at the time"
            : seen.Client!.AllowedGrantTypes is null ? "allowed, as every grant" : "allowed, on its list",

        [LimitPerClient] = _ => "below the limit",
        [LimitPerAddress] = _ => "below the limit",
        [ServerOverloaded] = _ => "had room",
        [ClientMissing] = seen => seen.Record.Claimed,
        [ClientUnknown] = seen => seen.Record.ClientIsKnown ? "registered" : "",
        [ClientHasNoSecret] = OfSecret("has one"),
        [ClientSecretMissing] = seen => seen.Facts.SecretLength > 0 ? $"sent, {Count(seen.Facts.SecretLength, "character")}" : "public, needs none",
        [ClientSecretMismatch] = seen => seen.Facts.SecretLength == 0 ? "public, needs none" : seen.Secret is { } secret ? $"matches {secret.Label}" : "matches",
        [ClientSecretExpired] = OfSecret("not expired"),
        [ClientSecretNotYetValid] = OfSecret("valid already"),
        [ClientSecretDeactivated] = OfSecret("active"),
        [ClientDisabled] = seen => !seen.ClientIsUnchanged ? "yes at the time"
            : seen.Client!.IsReadOnly ? "yes, by the file" : string.Create(CultureInfo.InvariantCulture, $"yes, version {seen.Client.Version}"),
        [ClientPublicForMachines] = _ => "confidential",
        [ClientPublicForIntrospection] = _ => "confidential",

        [ScopeTooMany] = seen => ScopesOf(seen) is not { Count: > 0 } scopes ? "none asked for"
            : seen.Facts.Find(ParameterNames.Scope)!.Length <= RefusalText.Limit ? Count(scopes.Count, "scope") : "within the limit",
        [ScopeNotForMachines] = seen => ScopesOf(seen).Count > 0 ? "none that needs a person" : "none asked for",
        [ScopeUnknown] = seen => seen.Facts.Text(ParameterNames.Scope) is { Length: > 0 } scopes ? scopes : "none asked for",
        [AudienceUntrusted] = seen => ScopesOf(seen).Any(scope => CrossClientScope.Peer(scope) is not null) ? "trusted" : "none asked for",

        [BearerMissing] = seen => $"sent, {Count(seen.Facts.SecretLength, "character")}",
        [BearerInvalid] = _ => "signed by a key of ours, not expired",
        [BearerWrongPurpose] = _ => "an access or ID token",

        [CodeRules.Missing] = seen => Sent(seen, ParameterNames.Code),
        [CodeRules.Unknown] = _ => "known, not expired",
        [CodeRules.OtherClient] = _ => "issued to this client",
        [CodeRules.VerifierUnexpected] = OfVerifier("expected"),
        [CodeRules.VerifierMissing] = seen => Sent(seen, ParameterNames.CodeVerifier, "none needed"),
        [CodeRules.ChallengeMethodUnknown] = OfVerifier("known"),
        [CodeRules.VerifierMismatch] = OfVerifier("fits"),
        [CodeRules.RedirectUriMismatch] = seen => Text(seen, ParameterNames.RedirectUri),
        [CodeRules.RedeemedTwice] = _ => "its first use",
        [CodeRules.ConnectorUnavailable] = _ => "opens",
        [CodeRules.PersonBlocked] = _ => "not blocked",
        [CodeRules.AudienceTrustWithdrawn] = _ => "trusted",

        [RedirectUriUnregistered] = seen => Text(seen, ParameterNames.RedirectUri, "registered"),
        [RedirectUriUnusable] = _ => "an address of an application",
        [ConnectorNoneForClient] = _ => "one at least",
        [ConnectorNotOffered] = seen => Text(seen, ParameterNames.ConnectorId, "none named"),
        [ConnectorUnknown] = seen => Text(seen, ParameterNames.ConnectorId, "none named"),
        [ConnectorNotAllowed] = seen => seen.Facts.Find(ParameterNames.ConnectorId) is null ? "none named" : "allowed",
        [RequestObjectUnsupported] = _ => None,
        [RequestUriUnsupported] = _ => None,
        [PkceMethodUnsupported] = seen => seen.Facts.Find(ParameterNames.CodeChallenge) is null ? "no challenge"
            : Text(seen, ParameterNames.CodeChallengeMethod, PkcePolicy.Plain),
        [PkceRequiredByServer] = OfChallenge,
        [PkceRequiredByClient] = OfChallenge,
        [ScopeOpenIdMissing] = _ => "asked for",
        [ResponseTypeUnknown] = seen => Text(seen, ParameterNames.ResponseType, ""),
        [ResponseTypeDisabledByServer] = _ => "served",
        [ResponseTypeMissing] = _ => "sent",
        [ResponseTypeTokenAlone] = _ => "not alone",
        [ResponseTypeDisabledByClient] = _ => "allowed",
        [NonceMissing] = seen => Sent(seen, ParameterNames.Nonce, "not needed"),
        [ResponseTypeTokenOutOfBand] = _ => "not out of band",
        [ResponseModeInvalid] = seen => Text(seen, ParameterNames.ResponseMode, "the usual one"),
        [PromptInvalid] = seen => Text(seen, ParameterNames.Prompt),
        [MaxAgeInvalid] = seen => Text(seen, ParameterNames.MaxAge),
        [IdTokenHintInvalid] = seen => Sent(seen, ParameterNames.IdTokenHint),
        [LoginRequired] = _ => "pages are allowed",
        [StepMethod] = seen => seen.Facts.Method,
        [ApprovalMethod] = seen => seen.Facts.Method,
        [StateMissing] = seen => Sent(seen, ParameterNames.State),
        [RequestGone] = _ => "known, not expired",
        [ProofMissing] = seen => Sent(seen, ParameterNames.Proof),
        [NotSignedIn] = _ => "somebody is signed in",
        [ProofInvalid] = _ => "the one of this step",
        [LimitSignIns] = _ => "below the limit",
        [LoginBlocked] = _ => "not blocked",
    }.ToFrozenDictionary();

    /// <summary>Empty where nothing can be said but that it was passed.</summary>
    public static string Of(RefusalRule rule, RefusalContext context) => ByRule.TryGetValue(rule, out var say) ? say(context) : "";

    private static Func<RefusalContext, string> OfSecret(string words) => seen => seen.Facts.SecretLength > 0 ? words : "public, needs none";

    private static Func<RefusalContext, string> OfVerifier(string words) => seen => seen.Facts.Find(ParameterNames.CodeVerifier) is null ? "none needed" : words;

    private static string OfChallenge(RefusalContext seen) => seen.Facts.Find(ParameterNames.CodeChallenge) is null ? "not required" : "challenge sent";

    private static string Sent(RefusalContext seen, string name, string absent = None) =>
        seen.Facts.Find(name) is { } parameter ? $"sent, {Count(parameter.Length, "character")}" : absent;

    private static string Text(RefusalContext seen, string name, string absent = None) => seen.Facts.Text(name) is { Length: > 0 } text ? text : absent;

    private static IReadOnlyList<string> ScopesOf(RefusalContext seen) => ScopeList.Parse(seen.Facts.Text(ParameterNames.Scope));

    private static string Count(int number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");

    private static string SourceOf(SettingSource source) => source switch
    {
        SettingSource.Environment => "environment",
        SettingSource.File => "file",
        SettingSource.Console => "console",
        _ => "by default",
    };
}
