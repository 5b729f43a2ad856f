using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Domain.Trials;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Clients;

/// <summary>Tries a grant as the client would use it and shows what came of it. The answer line of the page says it in one sentence.</summary>
public sealed partial class TryItTab : IAsyncDisposable
{
    private const int AudiencesOffered = 20;
    private const int ClientsSearched = 5_000;

    private static readonly (ClientAuthenticationMethod, string)[] _methods =
    [
        (ClientAuthenticationMethod.ClientSecretBasic, "client_secret_basic, in the header"),
        (ClientAuthenticationMethod.ClientSecretPost, "client_secret_post, in the body"),
    ];

    private readonly CancellationTokenSource _gone = new();
    private readonly TrialInput _input = new();
    private TrialRun _run = default!;
    private IReadOnlyList<(string, string)> _connectors = [];
    private IReadOnlyList<string> _audiences = [];

    [Parameter, EditorRequired]
    public Client Client { get; set; } = default!;

    /// <summary>Raised with the sentence that the page's head says from then on.</summary>
    [Parameter]
    public EventCallback<AnswerLine> OnAnswer { get; set; }

    [Inject]
    private ITrialSender Sender { get; set; } = default!;

    [Inject]
    private TrialSignIns SignIns { get; set; } = default!;

    [Inject]
    private ConsolePlace Place { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private IConnectorDirectory Connectors { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private TimeSpan Lifetime => Client.TokenLifetime ?? Policies.Current.File.Lifetimes.IdTokens;

    private IReadOnlyList<(string, string)> Grants => [.. TrialGrants.For(Client, Policies.Current).Select(grant => (grant, grant))];

    private IReadOnlyList<string> Suggestions => [.. TrialGrants.ScopesFor(_input.GrantType), .. _audiences];

    private string? GrantHelp => _input.GrantType switch
    {
        "" => "Its list allows no grant that can be tried.",
        var grant when !Policies.Current.Serves(grant) => "The server has it off, so the call will be refused.",
        GrantTypes.RefreshToken when _run.RefreshToken.Length == 0 => "It begins with another grant: try one with offline_access first, and its refresh token stays here.",
        _ => null,
    };

    private string? WhyNot => _run switch
    {
        _ when _input.GrantType.Length == 0 => "There is no grant to try.",
        { IsWaiting: true } => "A trial is waiting. Finish it or give it up.",
        { RefreshToken.Length: 0 } when _input.GrantType == GrantTypes.RefreshToken => "There is no refresh token yet.",
        _ => null,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        _run.Dispose();
        try
        {
            await _run.EndRefreshAsync(Client.Id, _input.Method, await Me.GetAsync(CancellationToken.None));
        }
        catch (StorageUnavailableException)
        {
            // It ends by itself in a few minutes.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _run = new TrialRun(Sender, SignIns, Clock, () => InvokeAsync(StateHasChanged));
        _input.GrantType = TrialGrants.First(Client, Policies.Current);
        var offered = (await Connectors.ListAsync(_gone.Token))
            .Where(connector => Client.AllowedConnectors.IsEmpty || Client.AllowedConnectors.Contains(connector.Id, StringComparer.Ordinal))
            .ToList();
        _connectors = [.. offered.Select(connector => (connector.Id, connector.Id))];
        _input.ConnectorId = offered.FirstOrDefault()?.Id ?? "";
        await FindAudiencesAsync();
    }

    private async Task FindAudiencesAsync()
    {
        var audiences = new List<string>();
        var seen = 0;
        await foreach (var other in Clients.StreamAsync(_gone.Token))
        {
            if (other.Id != Client.Id && other.Trusts(Client.Id))
            {
                audiences.Add(CrossClientScope.Prefix + other.Id);
            }

            if (audiences.Count >= AudiencesOffered || ++seen >= ClientsSearched)
            {
                break;
            }
        }

        _audiences = audiences;
    }

    private void Choose(string grant)
    {
        _input.GrantType = grant;
        _input.Forget();
        if (grant == GrantTypes.ClientCredentials)
        {
            _input.Scopes.RemoveAll(scope => scope is KnownScopes.OfflineAccess or KnownScopes.FederatedId);
        }
        else if (!_input.Scopes.Contains(KnownScopes.OpenId))
        {
            _input.Scopes.Insert(0, KnownScopes.OpenId);
        }
    }

    private async Task SendAsync()
    {
        var actor = await Me.GetAsync(_gone.Token);
        await (_input.GrantType switch
        {
            GrantTypes.AuthorizationCode => _run.SignInAsync(Client.Id, _input.Method, TrialAddress.Callback(Place.Path!), actor),
            GrantTypes.DeviceCode => _run.AskAsDeviceAsync(_input.ToDeviceRequest(Client.Id), actor),
            _ => _run.SendAsync(_input.ToRequest(Client.Id, _run.RefreshToken), actor),
        });
        _input.Forget();
        await TellAsync();
    }

    private async Task RefreshAsync()
    {
        _input.GrantType = GrantTypes.RefreshToken;
        await SendAsync();
    }

    private async Task EndRefreshAsync() => await _run.EndRefreshAsync(Client.Id, _input.Method, await Me.GetAsync(_gone.Token));

    private void GiveUp() => _run.GiveUp();

    private Task TellAsync() => _run.Result is { } result && _run.Fault is null && !_gone.IsCancellationRequested
        ? OnAnswer.InvokeAsync(TrialWords.Answer(result, Client, Lifetime))
        : Task.CompletedTask;

    private string SignInAddress(TrialSignIn signIn) => TrialAddress.SignIn(Policies.Current.Issuer, signIn, _input.Scopes);
}
