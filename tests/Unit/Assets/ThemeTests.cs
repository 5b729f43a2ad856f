using System.Globalization;
using System.Text.RegularExpressions;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Endpoints.Assets;
using Xunit;

namespace Dex.Tests.Unit.Assets;

/// <summary>The themes that the server brings along.</summary>
public sealed partial class ThemeTests
{
    /// <summary>What is written on what, and the ratio that WCAG 2.2 asks for.</summary>
    public static TheoryData<string, string, string, double> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string, double>();
            foreach (var theme in new[] { "light", "dark" })
            {
                foreach (var ground in new[] { "canvas", "surface" })
                {
                    foreach (var text in new[] { "text", "text-2", "text-3", "accent", "err" })
                    {
                        pairs.Add(theme, text, ground, 4.5);
                    }

                    pairs.Add(theme, "control", ground, 3);
                }

                pairs.Add(theme, "on-ink", "ink", 4.5);
                pairs.Add(theme, "err", "err-tint", 4.5);
                pairs.Add(theme, "text", "err-tint", 4.5);
                pairs.Add(theme, "accent", "accent-tint", 4.5);
            }

            return pairs;
        }
    }

    [Fact]
    public async Task Without_a_theme_both_are_served_and_the_device_decides()
    {
        var both = await SheetAsync("");
        var (light, dark) = (await SheetAsync("theme: light"), await SheetAsync("theme: dark"));

        var split = both.IndexOf("@media (prefers-color-scheme:dark)", StringComparison.Ordinal);
        Assert.Equal(Tokens(light), Tokens(both[..split]));
        Assert.Equal(Tokens(dark), Tokens(both[split..]));
    }

    [Theory]
    [InlineData("coreos")]
    [InlineData("tectonic")]
    public async Task The_names_of_old_releases_mean_light(string theme) =>
        Assert.Equal(await SheetAsync("theme: light"), await SheetAsync($"theme: {theme}"));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Words_and_edges_stand_out_from_their_ground(string theme, string text, string ground, double ratio)
    {
        using var sheet = new StreamReader(new EmbeddedAssets().Find(["themes", theme, "styles.css"])!.Content());
        var tokens = Tokens(sheet.ReadToEnd());

        Assert.True(Contrast(tokens[text], tokens[ground]) >= ratio, $"{text} on {ground} of {theme}");
    }

    private static async Task<string> SheetAsync(string frontend)
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { More = $"frontend: {{{frontend}}}" });
        using var answer = await dex.GetAsync("/theme/styles.css");
        return await answer.ReadTextAsync();
    }

    private static Dictionary<string, string> Tokens(string sheet) =>
        Token().Matches(sheet).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var digits = hex.Length == 4 ? string.Concat(hex[1..].Select(digit => $"{digit}{digit}")) : hex[1..];
        var linear = digits.Chunk(2)
            .Select(pair => int.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    [GeneratedRegex("--([a-z0-9-]+):([^;]+);")]
    private static partial Regex Token();
}
