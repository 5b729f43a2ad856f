using Dex.Domain.Authorization;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Login;

namespace Dex.Web.Endpoints.SignIn;

/// <summary>What the pages of the flow show of what a step decided: the words of the domain in the words of people.</summary>
internal static class FlowPages
{
    /// <param name="link">Makes an address of ours relative to the page.</param>
    public static Dictionary<string, object?> Chooser(ChooserShown chooser, Func<string, string> link) => new()
    {
        [nameof(ChooserPage.ClientName)] = chooser.Client.Name,
        [nameof(ChooserPage.ReturnHost)] = chooser.ReturnHost,
        [nameof(ChooserPage.Providers)] = chooser.Choices
            .Select(choice => new ProviderLink(choice.Connector.Name, choice.Connector.Type, link(choice.Url)))
            .ToArray(),
    };

    /// <param name="here">The page's own address, relative, with its query.</param>
    public static Dictionary<string, object?> Password(PasswordAsked asked, string here, Func<string, string> link, PageLook look) => new()
    {
        [nameof(PasswordPage.ConnectorName)] = asked.Connector.Description.Name,
        [nameof(PasswordPage.ConnectorType)] = asked.Connector.Description.Type,
        [nameof(PasswordPage.Prompt)] = asked.Connector.Prompt,
        [nameof(PasswordPage.Username)] = asked.Username,
        [nameof(PasswordPage.IsWrong)] = asked.Refusal?.Rule == RefusalRules.LoginWrongPassword,
        [nameof(PasswordPage.RetryAfter)] = asked.Refusal?.RetryAfter,
        [nameof(PasswordPage.PostUrl)] = here,
        [nameof(PasswordPage.BackUrl)] = asked.BackLink.Length > 0 ? link(asked.BackLink) : "",
        [nameof(PasswordPage.ClientName)] = asked.Client?.Name ?? "",
        [nameof(PasswordPage.SampleHint)] = asked.Connector.Description.Id == ConnectorDescription.Local ? look.SampleHint : "",
    };

    /// <summary>What the password page says of an attempt that failed; empty when the form comes back without a word.</summary>
    public static string ComplaintOf(OAuthError refusal) => refusal switch
    {
        { RetryAfter: not null } => "Too many attempts.",
        _ when refusal.Rule == RefusalRules.LoginWrongPassword => "That did not match.",
        _ => "",
    };

    /// <summary>What the page for user codes says of one that does not work.</summary>
    public static string DeviceComplaintOf(OAuthError refusal) => refusal.RetryAfter is null ? "That code does not work." : "Too many wrong codes.";

    /// <summary>What the page says at the end of a sign-in for a device that gets nothing.</summary>
    public static string ReasonOf(DeviceTurnedAway away) => away.ByPerson ? "You did not allow it" : "The sign-in did not work";

    public static Dictionary<string, object?> Consent(ConsentAsked asked, Func<string, string> link) => new()
    {
        [nameof(ConsentPage.ClientName)] = asked.Client.Name,
        [nameof(ConsentPage.Person)] = asked.Request.Person!.Shown,
        [nameof(ConsentPage.SwitchUrl)] = link(asked.SwitchUrl),
        [nameof(ConsentPage.RequestId)] = asked.Request.Id,
        [nameof(ConsentPage.ReturnHost)] = Delivery.Of(asked.Request).Host,
        [nameof(ConsentPage.UserCode)] = asked.Request.UserCode,
        [nameof(ConsentPage.Items)] = asked.Accesses.Select(ItemOf).ToArray(),
    };

    /// <param name="postUrl">Where the form goes, relative to the page.</param>
    public static Dictionary<string, object?> DeviceCode(DeviceCodeAsked asked, string postUrl) => new()
    {
        [nameof(DeviceCodePage.UserCode)] = asked.UserCode,
        [nameof(DeviceCodePage.IsProposed)] = asked.IsProposed,
        [nameof(DeviceCodePage.IsWrong)] = asked.Refusal is not null,
        [nameof(DeviceCodePage.RetryAfter)] = asked.Refusal?.RetryAfter,
        [nameof(DeviceCodePage.PostUrl)] = postUrl,
    };

    private static ConsentItem ItemOf(RequestedAccess access) => access.Kind switch
    {
        AccessKind.Name => new(ConsentItemKind.Name, "Your name", access.Value),
        AccessKind.Email => new(ConsentItemKind.Email, "Your e-mail address", access.Value),
        AccessKind.Groups => new(ConsentItemKind.Groups, "Your groups", access.Value),
        AccessKind.Offline => new(ConsentItemKind.OfflineAccess, "Stay connected", "It can ask again without you, until you withdraw this"),
        AccessKind.Account => new(ConsentItemKind.FederatedId, "Which account you signed in with", access.Value),
        AccessKind.Audience => new(ConsentItemKind.Audience, $"Speak to {access.Value} for you", $"{access.Value} will know it is you"),
        _ => throw new ArgumentOutOfRangeException(nameof(access)),
    };
}
