namespace Dex.Domain.Scopes;

/// <summary>The scopes we know by name; audience scopes are known by their prefix (<see cref="CrossClientScope"/>).</summary>
public static class KnownScopes
{
    public const string OpenId = "openid";
    public const string Email = "email";
    public const string Groups = "groups";
    public const string Profile = "profile";
    public const string OfflineAccess = "offline_access";
    public const string FederatedId = "federated:id";

    /// <summary>What a machine may ask for.</summary>
    public static IReadOnlyList<string> ForMachines { get; } = [OpenId, Email, Profile, Groups];

    /// <summary>What a client may ask about a person.</summary>
    public static IReadOnlyList<string> ForPeople { get; } = [OpenId, OfflineAccess, Email, Profile, Groups, FederatedId];
}
