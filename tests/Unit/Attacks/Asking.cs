using System.Collections.Immutable;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Attacks;

/// <summary>An authorization request, valid until a test changes what matters to it.</summary>
internal sealed record Asking(ImmutableArray<(string Name, string Value)> Parameters)
{
    /// <summary>RFC 7636 appendix B.</summary>
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public const string State = "the state/of+it=é";

    public string ClientId => this["client_id"];

    public string this[string name] => Parameters.FirstOrDefault(pair => pair.Name == name).Value ?? "";

    /// <summary>A code for a client of <see cref="AttackedServer"/>, by its mock connector.</summary>
    public static Asking Of(string clientId, string connectorId = "mock") => new(
    [
        ("client_id", clientId),
        ("redirect_uri", RedirectUriOf(clientId)),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", State),
        ("connector_id", connectorId),
    ]);

    public static string RedirectUriOf(string clientId) => $"https://{clientId}.example/callback";

    /// <summary>Puts these in place of what has their names.</summary>
    public Asking With(params (string Name, string Value)[] changes) =>
        new([.. Parameters.Where(pair => changes.All(change => change.Name != pair.Name)), .. changes]);

    public Asking Without(string name) => new([.. Parameters.Where(pair => pair.Name != name)]);

    /// <summary>Adds a parameter also where one of its name stands.</summary>
    public Asking And(string name, string value) => new([.. Parameters, (name, value)]);

    public Asking WithPkce() => With(("code_challenge", Challenge), ("code_challenge_method", "S256"));

    /// <summary>Shows the consent page whatever was allowed before.</summary>
    public Asking WithConsent() => With(("prompt", "consent"));

    public Uri At(DexServer dex) => dex.At("/auth?" + ToQuery());

    /// <summary>At the connector's own address, where the request is judged at once.</summary>
    public Uri AtConnector(DexServer dex) => dex.At($"/auth/{Uri.EscapeDataString(this["connector_id"])}?{Without("connector_id").ToQuery()}");

    public string ToQuery() => string.Join('&', Parameters.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
}
