using System.Collections.Immutable;

namespace Dex.Web.Login;

/// <summary>What the operator decided about the pages that people see (<c>frontend</c>); fixed from start-up on.</summary>
public sealed record PageLook
{
    public const string ProductName = "dex";

    /// <summary>The path of the issuer without a trailing slash; empty at the root of its host.</summary>
    public string IssuerPath { get; init; } = "";

    /// <summary>The issuer's address without its scheme, shown at the foot.</summary>
    public string Address { get; init; } = "";

    /// <summary>The display name, in the head of a page and in its title.</summary>
    public string IssuerName { get; init; } = ProductName;

    /// <summary>Absolute, or relative to the issuer; empty shows the product's mark.</summary>
    public string LogoUrl { get; init; } = "";

    public PageTexts Texts { get; init; } = PageTexts.Default;

    /// <summary>How the published sample person signs in; empty on a real server.</summary>
    public string SampleHint { get; init; } = "";

    /// <summary>The origin that the logo comes from when it is not ours, as a source of <c>img-src</c>; empty otherwise.</summary>
    public string LogoSource =>
        !Uri.TryCreate(LogoUrl, UriKind.Absolute, out var uri) || LogoUrl is ['/', ..] ? ""
        : uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority)
        : $"{uri.Scheme}:";
}

/// <summary>The texts of the pages that an operator may replace by <c>frontend.extra</c>.</summary>
public sealed class PageTexts
{
    public static PageTexts Default { get; } = new(ImmutableDictionary<string, string>.Empty);

    private readonly IReadOnlyDictionary<string, string> _replaced;

    public PageTexts(IReadOnlyDictionary<string, string> replaced) => _replaced = replaced;

    /// <summary>The heading over the list of connectors.</summary>
    public string SignInTitle => Of("signInTitle", "Sign in");

    /// <summary>Stands before the name of the application.</summary>
    public string SignInLead => Of("signInLead", "to continue to");

    /// <summary>A sentence under the password form, such as whom to ask about a forgotten password; empty shows none.</summary>
    public string PasswordNote => Of("passwordNote", "");

    /// <summary>A sentence under the question for consent; empty shows none.</summary>
    public string ConsentNote => Of("consentNote", "");

    /// <summary>Whom to give the number of an error page.</summary>
    public string SupportName => Of("supportName", "whoever runs this service");

    /// <summary>Where the link Privacy leads; empty shows none.</summary>
    public string PrivacyUrl => Of("footerPrivacyUrl", "");

    public string PrivacyLabel => Of("footerPrivacyLabel", "Privacy");

    /// <summary>Where the link Help leads; empty shows none.</summary>
    public string HelpUrl => Of("footerHelpUrl", "");

    public string HelpLabel => Of("footerHelpLabel", "Help");

    private string Of(string key, string ours) => _replaced.GetValueOrDefault(key) is { Length: > 0 } text ? text : ours;
}
