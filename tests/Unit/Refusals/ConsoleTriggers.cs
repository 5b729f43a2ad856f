using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A visit for each rule about signing in with a password, and about the console's door.</summary>
internal static class ConsoleTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["login.wrong_password"] = stage => stage.Console.SignInAsync(ConsoleSession.Administrator, "wrong"),
        ["login.locked"] = stage => RefusalStage.RepeatedAsync(6, () => stage.Console.SignInAsync("locked@example.com", "wrong")),
        ["limit.sign_ins"] = stage => stage.OnAsync(
            SignInServer.Settings with { Limits = "consoleSignIn: {perAccount: 1}" },
            async () =>
            {
                using var session = new ConsoleSession(stage.Dex);
                return await RefusalStage.RepeatedAsync(2, () => session.SignInAsync(ConsoleSession.Stranger, "wrong"));
            }),
        ["login.flow_lost"] = stage => stage.Console.GetAsync("/callback?code=x&state=x"),
        ["login.unfinished"] = async stage =>
        {
            using var begun = await stage.Console.GetAsync("/sign-in");
            var state = QueryHelpers.ParseQuery(begun.Header("Location")!.Split('?')[1])["state"];
            return await stage.Console.GetAsync($"/callback?error=access_denied&state={state}&iss={Uri.EscapeDataString(stage.Dex.Issuer)}");
        },
        ["login.not_administrator"] = stage => stage.Console.SignInAsync(ConsoleSession.Stranger, "password"),
        ["login.forged"] = stage => stage.Console.PostForgedAsync("/sign-out"),
        ["login.setup_link_dead"] = stage => stage.Console.GetAsync("/first-administrator?token=x"),
    };
}
