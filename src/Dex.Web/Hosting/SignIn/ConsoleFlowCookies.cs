using System.Security.Cryptography;
using System.Text.Json;
using Dex.Domain.Administration;
using Microsoft.AspNetCore.DataProtection;

namespace Dex.Web.Hosting.SignIn;

/// <summary>
/// Keeps a sign-in under way in the browser that began it: sealed, one cookie for each, so that several tabs do not end one another, and
/// readable by any node.
/// </summary>
internal sealed class ConsoleFlowCookies(IDataProtectionProvider protection, ConsoleSettings settings)
{
    private const string Prefix = "dex_console_sign_in_";

    // Abandoned tabs leave theirs behind; a browser that sends too many is refused by servers in front.
    private const int Most = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("dex.console.sign-in").ToTimeLimitedDataProtector();

    public void Keep(HttpContext context, ConsoleFlow flow)
    {
        var kept = context.Request.Cookies.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        foreach (var name in kept.Take(Math.Max(0, kept.Count - Most + 1)))
        {
            Delete(context, name);
        }

        context.Response.Cookies.Append(Prefix + flow.State, _protector.Protect(JsonSerializer.Serialize(flow), Lifetime), Options(Lifetime));
    }

    /// <summary>Takes the sign-in that this state names out of the browser; null when the browser has none, or not any more.</summary>
    public ConsoleFlow? Take(HttpContext context, string state)
    {
        var name = Prefix + state;
        if (state.Length == 0 || context.Request.Cookies[name] is not { } value)
        {
            return null;
        }

        Delete(context, name);
        try
        {
            return JsonSerializer.Deserialize<ConsoleFlow>(_protector.Unprotect(value));
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private void Delete(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(null));

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        Path = settings.Path,
        HttpOnly = true,
        Secure = settings.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = lifetime,
    };
}
