namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// A server that runs elsewhere, named by <c>DEX_E2E_BASE_URL</c>: its issuer, or the address under which the issuer is
/// <c>/dex</c>. The console is at <c>/console</c> of the same host, unless <c>DEX_E2E_CONSOLE_URL</c> names it.
/// </summary>
public sealed class DeployedServer : IServerUnderTest
{
    private DeployedServer(string issuer)
    {
        Issuer = issuer;
        Console = Environment.GetEnvironmentVariable("DEX_E2E_CONSOLE_URL") is { Length: > 0 } console
            ? console.TrimEnd('/')
            : $"{new Uri(issuer).GetLeftPart(UriPartial.Authority)}/console";
    }

    /// <summary>The variable's value; null when the suite is to start its own server.</summary>
    public static string? Address => Environment.GetEnvironmentVariable("DEX_E2E_BASE_URL") is { Length: > 0 } address ? address : null;

    public string Issuer { get; }

    public string Console { get; }

    public string Email { get; } = Required("DEX_E2E_EMAIL");

    public string Password { get; } = Required("DEX_E2E_PASSWORD");

    public string Log => "The log of a deployed server is out of the suite's reach.";

    /// <summary>Finds the issuer by asking for its discovery document; fails when neither place has one.</summary>
    public static async Task<DeployedServer> FindAsync(string address, CancellationToken ct = default)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        var given = address.TrimEnd('/');
        foreach (var issuer in new[] { given, $"{given}/dex" })
        {
            using var answer = await http.GetAsync(new Uri($"{issuer}/.well-known/openid-configuration"), ct);
            if (answer.IsSuccessStatusCode)
            {
                return new DeployedServer(issuer);
            }
        }

        throw new InvalidOperationException(
            $"DEX_E2E_BASE_URL is {address}, and neither it nor its /dex answers /.well-known/openid-configuration.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Required(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"DEX_E2E_BASE_URL is set, so {variable} must be set, too: an administrator to sign in as.");
}
