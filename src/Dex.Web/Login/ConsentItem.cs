namespace Dex.Web.Login;

/// <summary>One thing that an application asks for, with the very value that it will get.</summary>
/// <param name="Kind">Decides the icon.</param>
/// <param name="Title">In the person's words: "Your e-mail address".</param>
/// <param name="Value">What will be sent, or what it means; empty shows the title alone.</param>
public sealed record ConsentItem(ConsentItemKind Kind, string Title, string Value);

/// <summary>What a line of the question for consent is about.</summary>
public enum ConsentItemKind
{
    Name,
    Email,
    Groups,

    /// <summary>Access while the person is away (<c>offline_access</c>).</summary>
    OfflineAccess,

    /// <summary>Which account at which provider it is (<c>federated:id</c>).</summary>
    FederatedId,

    /// <summary>Another application that the token is good for.</summary>
    Audience,
}
