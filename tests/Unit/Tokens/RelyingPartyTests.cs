using System.Net;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Tokens;

/// <summary>A relying party that we did not write: Microsoft's bearer handler, told the issuer's address and its own name.</summary>
public sealed class RelyingPartyTests(StandardServer server) : StandardServerTest(server)
{
    [Fact]
    public async Task Microsofts_bearer_handler_takes_a_token_for_it_and_refuses_one_for_somebody_else()
    {
        await using var party = await StartAsync(Dex.Issuer);

        Assert.Equal((HttpStatusCode.OK, "CgViYXRjaA"), await CallAsync(party, await Dex.AccessTokenAsync(StandardClients.Batch, "audience:server:client_id:api")));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(party, await Dex.AccessTokenAsync(StandardClients.Api))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(party, await Dex.AccessTokenAsync(StandardClients.Batch))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(party, ForgedToken.ByAStranger(Dex))).Status);
    }

    private static async Task<WebApplication> StartAsync(string issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{FreePort.Next()}");
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = issuer;
            options.Audience = "api";
            options.RequireHttpsMetadata = false;
            options.MapInboundClaims = false;
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext context) => context.User.FindFirst("sub")!.Value).RequireAuthorization();
        await app.StartAsync(CancellationToken.None);
        return app;
    }

    private async Task<(HttpStatusCode Status, string Body)> CallAsync(WebApplication party, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(party.Urls.Single()));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await Dex.Http.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.ReadTextAsync());
    }
}
