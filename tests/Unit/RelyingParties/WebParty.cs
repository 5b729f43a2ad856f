using System.Security.Claims;
using Dex.Domain.Clients;
using Dex.Tests.Unit.Attacks;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dex.Tests.Unit.RelyingParties;

/// <summary>
/// An application that signs people in by Microsoft's OpenID Connect handler, with a session cookie of its own and an API beside it. It
/// knows the issuer's address, its id and its secret, and takes everything else from discovery.
/// </summary>
internal sealed class WebParty : IAsyncDisposable
{
    private const string Secret = "dxs_right";

    private readonly WebApplication _app;
    private string? _refreshToken;

    private WebParty(WebApplication app, Uri address, Client client) => (_app, Address, Client) = (app, address, client);

    public Uri Address { get; }

    public Client Client { get; }

    public Uri Callback => new(Address, "/signin-oidc");

    /// <summary>Why the handler refused an answer, one for each that it refused.</summary>
    public List<string> Failures { get; } = [];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Registers the application with the server and starts it.</summary>
    /// <param name="responseType">The handler proves itself by PKCE where it asks for a code alone, and then the server demands it.</param>
    public static async Task<WebParty> StartAsync(DexServer dex, Action<OpenIdConnectOptions>? configure = null, string responseType = "code")
    {
        var address = new Uri("https://" + DexServer.FreeAddress());
        var client = await dex.AddAsync(Given.Client("party-" + Guid.NewGuid(), Given.Secret(Secret)) with
        {
            Name = "Party",
            PkceRequired = responseType == "code",
            RedirectUris = [new Uri(address, "/signin-oidc").ToString()],
        });
        WebParty? party = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls(address.ToString());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = SelfSigned.ForLoopback()));
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = dex.Issuer;
                options.ClientId = client.Id;
                options.ClientSecret = Secret;
                options.ResponseType = responseType;
                options.RequireHttpsMetadata = false;
                options.MapInboundClaims = false;
                options.SaveTokens = true;
                options.GetClaimsFromUserInfoEndpoint = true;
                options.Scope.Add("email");
                options.Events.OnRemoteFailure = context => RefuseAsync(context, party!);
                configure?.Invoke(options);
            })
            .AddJwtBearer(options =>
            {
                options.Authority = dex.Issuer;
                options.Audience = client.Id;
                options.RequireHttpsMetadata = false;
                options.MapInboundClaims = false;
            });
        party = new WebParty(builder.Build(), address, client);
        party.Map();
        await party._app.StartAsync(Ct);
        return party;
    }

    /// <summary>The claims that the application's page shows, by name; null when the page is none of a person who is signed in.</summary>
    public static IReadOnlyDictionary<string, string>? ClaimsOf(VisitedPage page) => page.Status == 200
        ? page.Body.Split('\n').Select(line => line.Split('=', 2)).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1])
        : null;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapGet("/", (HttpContext context) => Show(context.User)).RequireAuthorization();
        _app.MapGet("/token", async Task<IResult> (HttpContext context) => Results.Text(await context.GetTokenAsync("access_token"))).RequireAuthorization();
        _app.MapGet("/refresh", async Task<IResult> (HttpContext context) => await RefreshAsync(context)).RequireAuthorization();
        _app.MapGet("/api", (HttpContext context) => Show(context.User))
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme });
    }

    /// <summary>Refreshes with the token of last time and shows the subject of the new ID token, as validated, and the new access token.</summary>
    private async Task<IResult> RefreshAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        var configuration = await options.ConfigurationManager!.GetConfigurationAsync(Ct);
        var message = new OpenIdConnectMessage
        {
            GrantType = OpenIdConnectGrantTypes.RefreshToken,
            ClientId = options.ClientId,
            ClientSecret = options.ClientSecret,
        };
        message.SetParameter("refresh_token", _refreshToken ??= await context.GetTokenAsync("refresh_token"));
        using var content = new FormUrlEncodedContent(message.Parameters);
        using var answer = await options.Backchannel.PostAsync(new Uri(configuration.TokenEndpoint), content, Ct);
        var tokens = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(Ct));
        _refreshToken = tokens.RefreshToken;
        var parameters = options.TokenValidationParameters.Clone();
        parameters.ValidIssuer = configuration.Issuer;
        parameters.ValidAudience = options.ClientId;
        parameters.IssuerSigningKeys = configuration.SigningKeys;
        var validated = await options.TokenHandler.ValidateTokenAsync(tokens.IdToken, parameters);
        return validated.IsValid
            ? Results.Text($"{validated.Claims["sub"]}\n{tokens.AccessToken}")
            : Results.Text($"{tokens.Error} {validated.Exception}", statusCode: StatusCodes.Status502BadGateway);
    }

    private static string Show(ClaimsPrincipal person) => string.Join('\n', person.Claims.Select(claim => $"{claim.Type}={claim.Value}"));

    private static Task RefuseAsync(RemoteFailureContext context, WebParty party)
    {
        party.Failures.Add(context.Failure!.ToString());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
