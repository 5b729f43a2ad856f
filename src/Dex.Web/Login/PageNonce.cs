using System.Security.Cryptography;

namespace Dex.Web.Login;

/// <summary>Lets the scripts of one answer pass its content security policy, and no other.</summary>
public sealed class PageNonce
{
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>Null where the policy goes by origin.</summary>
    public static string? Of(HttpContext? context) => context?.Features.Get<PageNonce>()?.Value;
}
