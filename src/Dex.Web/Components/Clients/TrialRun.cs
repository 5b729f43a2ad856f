using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;

namespace Dex.Web.Components.Clients;

/// <summary>
/// One trial from its first request to its end: the calls that a client of that grant would make, in their order. What outlives a call,
/// such as the refresh token, is held here on the server and taken back at the end.
/// </summary>
public sealed class TrialRun(ITrialSender sender, TrialSignIns signIns, TimeProvider clock, Action changed) : IDisposable
{
    private CancellationTokenSource _stop = new();

    /// <summary>The last answer; null before the first.</summary>
    public TrialResult? Result { get; private set; }

    /// <summary>The request that <see cref="Result"/> answers.</summary>
    public TrialRequest? Sent { get; private set; }

    /// <summary>Why nothing was sent; null when something was.</summary>
    public string? Fault { get; private set; }

    /// <summary>The sign-in that is waited for; null when none is.</summary>
    public TrialSignIn? SignIn { get; private set; }

    /// <summary>The device that is waited for; null when none is.</summary>
    public TrialDevice? Device { get; private set; }

    /// <summary>Empty when the trial has none.</summary>
    public string RefreshToken { get; private set; } = "";

    public bool IsBusy { get; private set; }

    public bool IsWaiting => SignIn is not null || Device is not null;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        SignIn?.Dispose();
    }

    /// <summary>Gives up what is waited for.</summary>
    public void GiveUp()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        SignIn?.Dispose();
        (SignIn, Device) = (null, null);
        changed();
    }

    /// <summary>A grant that one request is enough for.</summary>
    public Task SendAsync(TrialRequest request, Administrator actor) => GuardAsync(ct => CallAsync(request, actor, ct));

    /// <summary>RFC 8628: asks, then polls as a device would until somebody answered.</summary>
    public Task AskAsDeviceAsync(TrialRequest request, Administrator actor) => GuardAsync(async ct =>
    {
        await CallAsync(request, actor, ct);
        Device = Result?.Device;
        changed();
        while (Device is { } device)
        {
            await Task.Delay(device.Interval, clock, ct);
            var poll = TrialRequest.ForGrant(request.ClientId, request.Method, GrantTypes.DeviceCode, new TrialField(ParameterNames.DeviceCode, device.DeviceCode, IsSecret: true));
            var answer = await sender.SendAsync(poll with { IsFollowUp = true }, actor, ct);
            if (answer.Error == ErrorCodes.SlowDown)
            {
                Device = device with { Interval = device.Interval + TimeSpan.FromSeconds(5) };
            }
            else if (answer.Error != ErrorCodes.AuthorizationPending)
            {
                Device = null;
                await TakeAsync(poll, answer, actor);
            }
        }
    });

    /// <summary>RFC 6749 section 4.1: waits for the browser, then redeems the code.</summary>
    public Task SignInAsync(string clientId, ClientAuthenticationMethod method, string redirectUri, Administrator actor) => GuardAsync(async ct =>
    {
        using var signIn = signIns.Begin(clientId, redirectUri);
        SignIn = signIn;
        changed();
        var answer = await signIn.Answer.WaitAsync(TrialSignIns.Lifetime, clock, ct);
        SignIn = null;
        if (answer.Failed)
        {
            Fault = $"The browser came back with {answer.Error}. {answer.Description}";
            return;
        }

        var redemption = TrialRequest.ForGrant(
            clientId, method, GrantTypes.AuthorizationCode, new(ParameterNames.Code, answer.Code, IsSecret: true), new(ParameterNames.RedirectUri, redirectUri),
            new(ParameterNames.CodeVerifier, signIn.Verifier, IsSecret: true));
        await CallAsync(redemption, actor, ct);
    });

    /// <summary>Takes the refresh token of the trial back, as its client would (RFC 7009).</summary>
    public async Task EndRefreshAsync(string clientId, ClientAuthenticationMethod method, Administrator actor)
    {
        if (RefreshToken.Length == 0)
        {
            return;
        }

        var request = TrialRequest.ForRevocation(clientId, method, RefreshToken) with { IsFollowUp = true };
        RefreshToken = "";
        await sender.SendAsync(request, actor, CancellationToken.None);
    }

    private async Task CallAsync(TrialRequest request, Administrator actor, CancellationToken ct) =>
        await TakeAsync(request, await sender.SendAsync(request, actor, ct), actor);

    private async Task TakeAsync(TrialRequest request, TrialResult result, Administrator actor)
    {
        (Sent, Result) = (request, result);
        Fault = result.Status == 0 ? result.Fault : null;
        if (result.RefreshToken is { } issued)
        {
            if (request.GrantType != GrantTypes.RefreshToken)
            {
                await EndRefreshAsync(request.ClientId, request.Method, actor);
            }

            RefreshToken = issued;
        }
    }

    private async Task GuardAsync(Func<CancellationToken, Task> act)
    {
        if (IsBusy)
        {
            return;
        }

        (IsBusy, Fault) = (true, null);
        try
        {
            await act(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Given up, or the page is gone.
        }
        catch (TimeoutException)
        {
            Fault = "Nobody signed in within ten minutes, so the trial is over.";
        }
        catch (StorageUnavailableException)
        {
            Fault = "The database does not answer, so the trial could not be recorded. Nothing was sent.";
        }
        finally
        {
            (IsBusy, SignIn, Device) = (false, null, null);
        }
    }
}
