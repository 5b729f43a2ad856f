using System.Text;
using Dex.Domain.Clients;
using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Trials;

public sealed class TrialSecretsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly SecretVerifier _verifier = new();
    private readonly MemoryClientStore _clients = new(Given.Client("batch", Given.Secret()), Given.Client("other"));
    private readonly TrialSecrets _trials;
    private readonly ClientAuthenticator _authenticator;

    public TrialSecretsTests()
    {
        _trials = new TrialSecrets(_clock);
        _authenticator = new ClientAuthenticator(_clients, _verifier, _trials, new FailureLimits(new LimitSettings(), _clock), _clock);
    }

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public async Task A_trials_secret_opens_its_own_client()
    {
        using var trial = _trials.Begin("batch");

        var caller = await AuthenticateAsync("batch", trial.Secret);

        Assert.Same(trial, caller.Value?.Trial);
        Assert.Null(caller.Value?.Secret);
    }

    [Fact]
    public async Task It_opens_no_other_client()
    {
        using var trial = _trials.Begin("batch");

        Assert.True((await AuthenticateAsync("other", trial.Secret)).Failed);
    }

    [Fact]
    public async Task It_is_worthless_after_a_minute()
    {
        using var trial = _trials.Begin("batch");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await AuthenticateAsync("batch", trial.Secret)).Failed);
    }

    [Fact]
    public async Task It_is_worthless_once_the_trial_is_over()
    {
        var trial = _trials.Begin("batch");
        trial.Dispose();

        Assert.True((await AuthenticateAsync("batch", trial.Secret)).Failed);
    }

    [Fact]
    public async Task It_does_not_open_a_disabled_client()
    {
        _clients.Put(_clients["batch"] with { Enabled = false });
        using var trial = _trials.Begin("batch");

        Assert.Equal("client.disabled", (await AuthenticateAsync("batch", trial.Secret)).Error?.Rule.Id);
    }

    [Fact]
    public void Its_text_never_shows_the_secret()
    {
        using var trial = _trials.Begin("batch");

        Assert.Matches("^dxt_[A-Za-z0-9_-]{43}$", trial.Secret);
        Assert.DoesNotContain(trial.Secret, trial.ToString(), StringComparison.Ordinal);
    }

    private async Task<Result<AuthenticatedClient>> AuthenticateAsync(string id, string secret) => await _authenticator.AuthenticateAsync(
        PresentedCredentials.Read($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))}", FormParameters.Empty).Value!,
        "192.0.2.1", Xunit.TestContext.Current.CancellationToken);
}
