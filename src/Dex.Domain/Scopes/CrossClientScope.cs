namespace Dex.Domain.Scopes;

/// <summary>The scope with which a client asks for a token for another client: <c>audience:server:client_id:PEER</c>.</summary>
public static class CrossClientScope
{
    public const string Prefix = "audience:server:client_id:";

    /// <summary>The peer's client id, taken literally; null when the scope is none of this kind.</summary>
    public static string? Peer(string scope) => scope.StartsWith(Prefix, StringComparison.Ordinal) ? scope[Prefix.Length..] : null;
}
