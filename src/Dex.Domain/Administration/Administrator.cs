namespace Dex.Domain.Administration;

/// <summary>The person at the console, as the sign-in established it.</summary>
/// <param name="Email">Verified, lower case: the identity that audit records.</param>
/// <param name="Name">Display name.</param>
/// <param name="Address">The client address; empty when unknown.</param>
/// <param name="SecurityStamp">The stamp of the account at sign-in; a changed password or a locked account ends the session.</param>
public sealed record Administrator(string Email, string Name, string Address, string SecurityStamp);
