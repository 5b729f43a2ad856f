using Duende.IdentityModel.OidcClient;
using Duende.IdentityModel.OidcClient.Browser;
using Duende.IdentityModel.OidcClient.Results;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>
/// An application that we did not write: Duende's certified OidcClient, with a page of the journey as its browser. What a person does on
/// the way from the authorization endpoint to the callback is the journey's to say.
/// </summary>
public sealed class CertifiedClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OidcClient _client;

    /// <param name="walk">Leads the page from the provider's first page to the callback.</param>
    public CertifiedClient(string issuer, RegisteredClient client, string scope, IPage page, Func<IPage, Task> walk)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = new OidcClient(new OidcClientOptions
        {
            Authority = issuer,
            ClientId = client.Id,
            ClientSecret = client.Secret,
            RedirectUri = client.RedirectUri,
            Scope = scope,
            Browser = new PageBrowser(page, walk),
        });
    }

    public Task<LoginResult> SignInAsync(CancellationToken ct) => _client.LoginAsync(new LoginRequest(), ct);

    public Task<RefreshTokenResult> RefreshAsync(string refreshToken, CancellationToken ct) => _client.RefreshTokenAsync(refreshToken, cancellationToken: ct);

    public Task<UserInfoResult> UserInfoAsync(string accessToken, CancellationToken ct) => _client.GetUserInfoAsync(accessToken, ct);

    private sealed class PageBrowser(IPage page, Func<IPage, Task> walk) : Duende.IdentityModel.OidcClient.Browser.IBrowser
    {
        public async Task<BrowserResult> InvokeAsync(BrowserOptions options, CancellationToken cancellationToken = default)
        {
            var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            page.Request += Watch;
            try
            {
                await page.GotoAsync(options.StartUrl);
                await walk(page);
                return new BrowserResult { ResultType = BrowserResultType.Success, Response = await arrived.Task.WaitAsync(Patience, cancellationToken) };
            }
            finally
            {
                page.Request -= Watch;
            }

            void Watch(object? sender, IRequest request)
            {
                if (request.IsNavigationRequest && request.Url.StartsWith(options.EndUrl, StringComparison.Ordinal))
                {
                    arrived.TrySetResult(request.Url);
                }
            }
        }
    }
}
