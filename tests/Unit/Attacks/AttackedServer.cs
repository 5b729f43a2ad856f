using Dex.Domain.Users;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(AttackedServer))]

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// One server on which people sign in, for all tests that change nothing in it but sign-ins of their own: several clients, a mock
/// connector and the password database, whose hashing costs nothing, and the console.
/// </summary>
public sealed class AttackedServer : IAsyncDisposable
{
    private readonly Lazy<Task<DexServer>> _server = new(() => DexServer.StartAsync(Settings()));

    /// <summary>Everybody has the password <c>password</c>; ada is an administrator.</summary>
    public const string People = """
        enablePasswordDB: true
        staticPasswords:
          - {email: jane@example.com, hash: "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy", username: jane, name: Jane Doe, userID: jane, groups: [staff]}
          - {email: bob@example.com, hash: "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy", username: bob, userID: bob}
          - {email: ada@example.com, hash: "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy", username: ada, userID: ada}
        """;

    private const string Sections = """
        connectors:
          - {type: mockCallback, id: mock, name: Mock}
        console: {administrators: [{connector: local, email: ada@example.com}]}
        """;

    /// <summary>Each has the secret <c>ID-secret</c>, but native, which is public and has registered nothing.</summary>
    private const string Clients = """
        - {id: app, name: The App, secret: app-secret, redirectURIs: [https://app.example/callback, https://app.example/second]}
        - {id: other, name: Another, secret: other-secret, redirectURIs: [https://other.example/callback]}
        - {id: guarded, name: Guarded, secret: guarded-secret, pkceRequired: true, redirectURIs: [https://guarded.example/callback]}
        - {id: native, name: Native, public: true}
        - {id: site, name: Site, public: true, redirectURIs: [https://site.example/callback]}
        """;

    internal Task<DexServer> GetAsync() => _server.Value;

    /// <summary>The settings of that server, for tests that need one of their own.</summary>
    /// <param name="hasher">Counts what is checked; null when nobody asks.</param>
    internal static DexServerSettings Settings(CountingHasher? hasher = null) => new()
    {
        OAuth2 = "grantTypes: [authorization_code, implicit, client_credentials]\nresponseTypes: [code, id_token, token]",
        Clients = Clients,
        Limits = "clientAuthentication: {perClient: 100000, perAddress: 100000}\nconsoleSignIn: {perAccount: 100000, perAddress: 100000}",
        More = People + "\n" + Sections,
        Adjust = services => services.AddSingleton<IPasswordHasher>(hasher ?? new CountingHasher("password")),
    };

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}

/// <summary>A test on the shared server, with a browser of its own.</summary>
public abstract class AttackTest(AttackedServer server) : IAsyncLifetime
{
    private protected DexServer Dex { get; private set; } = null!;

    private protected PlainBrowser Browser { get; } = new();

    public async ValueTask InitializeAsync() => Dex = await server.GetAsync();

    public ValueTask DisposeAsync()
    {
        Browser.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Signs in and allows everything; what the application gets.</summary>
    private protected async Task<ApplicationAnswer> SignInAsync(Asking asking) => ApplicationAnswer.Of(await Browser.WalkAsync(asking.At(Dex)));

    /// <summary>The code of a sign-in that must succeed.</summary>
    private protected async Task<string> CodeAsync(Asking asking)
    {
        var answer = await SignInAsync(asking);
        Assert.True(answer.Code.Length > 0, answer.ToString());
        return answer.Code;
    }
}
