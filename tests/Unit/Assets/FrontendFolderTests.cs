using Dex.Tests.Unit.Configuration;
using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Assets;

/// <summary><c>frontend.dir</c> and <c>frontend.theme</c> (operations 4.9, 16.1, 16.2).</summary>
public sealed class FrontendFolderTests : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("dex-frontend-").FullName;

    public FrontendFolderTests()
    {
        Write("web/robots.txt", "User-agent: nobody\n");
        Write("web/static/main.css", "body{}");
        Write("web/themes/light/styles.css", "light{}");
        Write("web/themes/acme/styles.css", "acme{}");
        Write("secret.txt", "secret");
    }

    private string Folder => Path.Combine(_above, "web");

    [Fact]
    public async Task A_folder_replaces_every_file_of_the_server()
    {
        await using var dex = await StartAsync("");

        Assert.Equal("body{}", await TextAsync(dex, "/static/main.css"));
        Assert.Equal("light{}", await TextAsync(dex, "/theme/styles.css"));
        Assert.Equal("User-agent: nobody\n", await TextAsync(dex, "/robots.txt"));
        using var ours = await dex.GetAsync("/static/sign-in.js");
        Assert.Equal(404, (int)ours.StatusCode);
    }

    [Fact]
    public async Task The_variable_names_the_folder_when_the_file_does_not()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { Environment = new Dictionary<string, string> { ["DEX_FRONTEND_DIR"] = Folder } });

        Assert.Equal("body{}", await TextAsync(dex, "/static/main.css"));
    }

    [Fact]
    public async Task An_edited_file_counts_at_once_and_has_another_tag()
    {
        await using var dex = await StartAsync("");
        using var before = await dex.GetAsync("/static/main.css");

        Write("web/static/main.css", "body{color:red}");
        using var after = await dex.GetAsync("/static/main.css", null, ("If-None-Match", before.Header("ETag")!));

        Assert.Equal(200, (int)after.StatusCode);
        Assert.Equal("body{color:red}", await after.ReadTextAsync());
    }

    [Theory]
    [InlineData("acme", "acme{}")]
    [InlineData("coreos", "light{}")]
    [InlineData("tectonic", "light{}")]
    [InlineData("light", "light{}")]
    public async Task A_theme_is_a_folder_of_themes(string theme, string sheet)
    {
        await using var dex = await StartAsync($", theme: {theme}");

        Assert.Equal(sheet, await TextAsync(dex, "/theme/styles.css"));
    }

    [Fact]
    public async Task A_theme_that_is_not_there_has_no_files_and_stops_nothing()
    {
        await using var dex = await StartAsync(", theme: gone");

        using var sheet = await dex.GetAsync("/theme/styles.css");
        Assert.Equal(404, (int)sheet.StatusCode);
    }

    [Fact]
    public async Task The_folders_own_logo_takes_the_place_of_the_mark()
    {
        Write("web/themes/acme/logo.png", "png");
        await using var dex = await StartAsync(", theme: acme");

        Assert.Contains("""src="dex/theme/logo.png" """.TrimEnd(), await TextAsync(dex, ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dex/static/../../secret.txt")]
    [InlineData("/dex/static/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/dex/static/..%2f..%2fsecret.txt")]
    [InlineData("/dex/static/outside.txt")]
    [InlineData("/dex/static/elsewhere/secret.txt")]
    [InlineData("/dex/static/.hidden")]
    [InlineData("/dex/static/inside")]
    public async Task Nothing_outside_the_folder_and_nothing_hidden_is_served(string target)
    {
        Write("web/static/.hidden", "secret");
        Directory.CreateDirectory(Path.Combine(Folder, "static/inside"));
        File.CreateSymbolicLink(Path.Combine(Folder, "static/outside.txt"), Path.Combine(_above, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "static/elsewhere"), _above);
        await using var dex = await StartAsync("");

        var answer = await dex.SendRawAsync("GET", target, [], []);

        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_stays_inside_the_folder_is_followed()
    {
        Write("web/..data/real.css", "real{}");
        File.CreateSymbolicLink(Path.Combine(Folder, "static/linked.css"), "../..data/real.css");
        await using var dex = await StartAsync("");

        Assert.Equal("real{}", await TextAsync(dex, "/static/linked.css"));
    }

    [Theory]
    [InlineData("robots.txt")]
    [InlineData("static/main.css")]
    public void A_folder_that_lacks_what_pages_need_is_refused(string name)
    {
        File.Delete(Path.Combine(Folder, name));

        var fault = Yaml.With($"frontend: {{dir: '{Folder}'}}").OnlyFault();

        Assert.Equal("frontend.dir", fault.Path);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_the_environment_is_judged_too() =>
        Assert.Contains("lacks robots.txt", Yaml.With("", ("DEX_FRONTEND_DIR", _above)).OnlyFault().Message, StringComparison.Ordinal);

    [Fact]
    public void Page_templates_are_named_and_stop_nothing()
    {
        Write("web/templates/login.html", "{{ template }}");

        var reading = Yaml.With($"frontend: {{dir: '{Folder}'}}");

        Assert.True(reading.IsValid);
        Assert.Contains("templates is not used", Assert.Single(reading.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frontend: {theme: acme}", "frontend.theme", "no theme \"acme\"")]
    [InlineData("frontend: {extra: {tosFooterLink: x}}", "frontend.extra.tosFooterLink", "signInTitle")]
    public void What_has_no_effect_is_told(string lines, string path, string told)
    {
        var reading = Yaml.With(lines);

        Assert.True(reading.IsValid, reading.FaultText);
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal(path, warning.Path);
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frontend: {theme: ../dark}", "frontend.theme")]
    [InlineData("frontend: {theme: ..}", "frontend.theme")]
    [InlineData("frontend: {logoURL: 'javascript:alert(1)'}", "frontend.logoURL")]
    [InlineData("frontend: {logoURL: '//cdn.example.com/logo.png'}", "frontend.logoURL")]
    [InlineData("frontend: {extra: {footerHelpUrl: 'javascript:alert(1)'}}", "frontend.extra.footerHelpUrl")]
    public void What_no_page_could_show_is_refused(string lines, string path) => Assert.Equal(path, Yaml.With(lines).OnlyFault().Path);

    [Theory]
    [InlineData("frontend: {logoURL: 'https://cdn.example.com/logo.png'}")]
    [InlineData("frontend: {logoURL: theme/logo.png, theme: dark, issuer: Halden}")]
    [InlineData("frontend: {extra: {footerHelpUrl: 'mailto:help@example.com', footerPrivacyUrl: static/privacy.html, signInTitle: Anmelden}}")]
    public void What_pages_can_show_is_read_without_a_word(string lines)
    {
        var reading = Yaml.With(lines);

        Assert.True(reading.IsValid, reading.FaultText);
        Assert.Empty(reading.Warnings);
    }

    public void Dispose() => Directory.Delete(_above, recursive: true);

    private Task<DexServer> StartAsync(string more) =>
        DexServer.StartAsync(new DexServerSettings { More = $"frontend: {{dir: '{Folder}'{more}}}" });

    private void Write(string name, string text)
    {
        var path = Path.Combine(_above, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<string> TextAsync(DexServer dex, string route)
    {
        using var answer = await dex.GetAsync(route);
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.ReadTextAsync();
    }
}
