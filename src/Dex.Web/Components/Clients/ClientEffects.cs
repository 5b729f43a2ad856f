namespace Dex.Web.Components.Clients;

/// <summary>What an act on a client would do, measured by the last 24 hours.</summary>
public static class ClientEffects
{
    public static string OfDisabling(ClientStanding standing) =>
        $"{Measured(standing)} Once disabled, every request of it is refused by client.disabled. Tokens that it has stay valid until they expire.";

    public static string OfDeleting(ClientStanding standing) =>
        $"{Measured(standing)} Its {Words.Count(standing.Client.Secrets.Length, "secret", "secrets")} and settings go with it and cannot be brought back. "
        + "Tokens that it has stay valid until they expire.";

    private static string Measured(ClientStanding standing) => standing switch
    {
        { Activity: null } => "It has never asked for a token.",
        { Issued: 0, Refused: 0 } => "It asked for no token in the last 24 hours.",
        { Refused: 0 } => $"It got {Words.Count(standing.Issued, "token", "tokens")} in the last 24 hours.",
        _ => $"In the last 24 hours it got {Words.Count(standing.Issued, "token", "tokens")} and was refused {Words.Count(standing.Refused, "time", "times")}.",
    };
}
