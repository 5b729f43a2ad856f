namespace Dex.Tests.E2E.Hosting;

/// <summary>The server that a journey talks to: a process of the suite's own, or one that is deployed elsewhere.</summary>
public interface IServerUnderTest : IAsyncDisposable
{
    /// <summary>The issuer, exactly as tokens name it, without a slash at its end.</summary>
    string Issuer { get; }

    /// <summary>The address of the console, without a slash at its end.</summary>
    string Console { get; }

    /// <summary>Scheme, host and port.</summary>
    string Origin => new Uri(Issuer).GetLeftPart(UriPartial.Authority);

    /// <summary>An administrator's e-mail address.</summary>
    string Email { get; }

    string Password { get; }

    /// <summary>What the server has logged so far; a sentence that says so when the log is out of reach.</summary>
    string Log { get; }

    /// <summary>The address of an endpoint: <c>At("/token")</c>.</summary>
    Uri At(string path) => new($"{Issuer}{path}");
}
