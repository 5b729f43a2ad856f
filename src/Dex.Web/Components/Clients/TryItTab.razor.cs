using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Scopes;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace Dex.Web.Components.Clients;

/// <summary>Sends a trial and shows what came of it. The answer line of the page says it in one sentence.</summary>
public sealed partial class TryItTab : IDisposable
{
    private const int AudiencesOffered = 20;
    private const int ClientsSearched = 5_000;

    private static readonly (string, string)[] _grants = [(GrantTypes.ClientCredentials, GrantTypes.ClientCredentials)];

    private static readonly (ClientAuthenticationMethod, string)[] _methods =
    [
        (ClientAuthenticationMethod.ClientSecretBasic, "client_secret_basic, in the header"),
        (ClientAuthenticationMethod.ClientSecretPost, "client_secret_post, in the body"),
    ];

    private readonly CancellationTokenSource _gone = new();
    private readonly List<string> _scopes = [KnownScopes.OpenId, KnownScopes.Profile];
    private IReadOnlyList<string> _suggestions = KnownScopes.ForMachines;
    private IReadOnlyList<string> _sentScopes = [];
    private ClientAuthenticationMethod _method = ClientAuthenticationMethod.ClientSecretBasic;
    private ClientAuthenticationMethod _sentMethod;
    private string _nonce = "";
    private TrialResult? _result;
    private string? _fault;
    private bool _sending;

    [Parameter, EditorRequired]
    public Client Client { get; set; } = default!;

    /// <summary>Raised with the sentence that the page's head says from then on.</summary>
    [Parameter]
    public EventCallback<AnswerLine> OnAnswer { get; set; }

    [Inject]
    private ITrialSender Trials { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    private TimeSpan Lifetime => Client.TokenLifetime ?? Policies.Current.File.Lifetimes.IdTokens;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
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

        _suggestions = [.. KnownScopes.ForMachines, .. audiences];
    }

    private async Task SendAsync()
    {
        if (_sending)
        {
            return;
        }

        (_sending, _fault) = (true, null);
        (_sentScopes, _sentMethod) = ([.. _scopes], _method);
        try
        {
            _result = await Trials.SendAsync(Client.Id, _sentScopes, _sentMethod, _nonce.Trim(), await Me.GetAsync(_gone.Token), _gone.Token);
            _fault = _result.Status == 0 ? _result.Fault : null;
            await OnAnswer.InvokeAsync(TrialWords.Answer(_result, Client, Lifetime));
        }
        catch (StorageUnavailableException)
        {
            _fault = "The database does not answer, so the trial could not be recorded. Nothing was sent.";
        }
        finally
        {
            _sending = false;
        }
    }
}
