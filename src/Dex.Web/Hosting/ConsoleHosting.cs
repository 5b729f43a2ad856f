using Dex.Web.Components;
using Dex.Web.Components.Layout;
using Dex.Web.Components.Parts;
using Dex.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Dex.Web.Hosting;

/// <summary>The administration console as one branch of the pipeline: nothing of it answers outside its path, and nothing else answers inside.</summary>
public static class ConsoleHosting
{
    /// <summary>Registers the console. What it shows of the server comes from <see cref="IConsoleFrameSource"/>, which the caller registers.</summary>
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder, ConsoleSettings settings)
    {
        // Outside Development the host does not look for the static files of packages by itself.
        builder.WebHost.UseStaticWebAssets();

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddConsoleParts();
        services.AddAntiforgery(options =>
        {
            options.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // ConsoleHeaders says it for every page, also those without a form
        });
        services.AddAuthentication().AddCookie(ConsoleSettings.Scheme, options => Configure(options, settings));
        services.AddAuthorizationBuilder().AddPolicy(ConsoleSettings.Scheme, policy => policy
            .AddAuthenticationSchemes(ConsoleSettings.Scheme)
            .RequireAuthenticatedUser()
            .AddRequirements(new AdministratorRequirement()));
        return builder;
    }

    /// <summary>
    /// Mounts the console. <paramref name="map"/> adds endpoints that belong to it, relative to its path (the sign-in page and its post).
    /// </summary>
    public static WebApplication MapConsole(this WebApplication app, Action<IEndpointRouteBuilder>? map = null)
    {
        var settings = app.Services.GetRequiredService<ConsoleSettings>();
        app.MapWhen(
            context => context.Request.Path.StartsWithSegments(settings.Path, StringComparison.Ordinal),
            console =>
            {
                console.UsePathBase(settings.Path);
                console.UseMiddleware<ConsoleRequests>();
                console.UseMiddleware<ConsoleHeaders>();
                console.UseRouting();
                console.UseAuthentication();
                console.UseAuthorization();
                console.UseAntiforgery();
                console.UseEndpoints(endpoints =>
                {
                    endpoints.MapStaticAssets();
                    map?.Invoke(endpoints);
                    endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization(ConsoleSettings.Scheme);
                });
                console.Run(PlainNotFound.AnswerAsync);
            });
        return app;
    }

    private static void Configure(CookieAuthenticationOptions options, ConsoleSettings settings)
    {
        options.Cookie.Name = "dex_console";
        options.Cookie.Path = settings.Path;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = settings.SessionLifetime;
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context =>
        {
            AskToSignIn(context.HttpContext);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            // The cookie of a changed or removed account: its person can only sign in again.
            AskToSignIn(context.HttpContext);
            return Task.CompletedTask;
        };
    }

    private static void AskToSignIn(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor"))
        {
            // The circuit's own calls cannot follow a redirect to a page.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var asked = LocalReturn.Of(request.Path + request.QueryString);
        context.Response.Redirect($"{request.PathBase}/sign-in{QueryString.Create("returnTo", asked)}");
    }
}
