using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Logging;

public sealed partial class SlogConsoleFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 15, 4, 5, 678, TimeSpan.Zero);

    private readonly SlogOptions _options = new() { Clock = new FakeTimeProvider(Now) };
    private readonly LoggerExternalScopeProvider _scopes = new();

    [Fact]
    public void A_line_has_time_level_message_and_attributes() => Assert.Equal(
        "time=2026-01-02T15:04:05.678Z level=INFO msg=\"config issuer\" issuer=http://127.0.0.1:5556/dex\n",
        Written(logger => Issuer(logger, "http://127.0.0.1:5556/dex")));

    [Fact]
    public void Json_is_one_object_in_the_same_order()
    {
        _options.Format = SlogFormat.Json;

        Assert.Equal(
            "{\"time\":\"2026-01-02T15:04:05.6780000Z\",\"level\":\"INFO\",\"msg\":\"config issuer\",\"issuer\":\"http://a/<b>&\"}\n",
            Written(logger => Issuer(logger, "http://a/<b>&")));
    }

    [Fact]
    public void Time_is_local_and_shows_its_zone()
    {
        var clock = new FakeTimeProvider(Now);
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(-3.5), "x", "x"));
        _options.Clock = clock;

        Assert.StartsWith("time=2026-01-02T11:34:05.678-03:30 ", Written(logger => Issuer(logger, "a")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("say \"hi\"", "\"say \\\"hi\\\"\"")]
    [InlineData("back\\slash", "back\\slash")]
    [InlineData("back\\ slash", "\"back\\\\ slash\"")]
    [InlineData("line\nbreak", "\"line\\nbreak\"")]
    [InlineData("tab\tnul\0esc\u001b", "\"tab\\tnul\\x00esc\\x1b\"")]
    [InlineData("höflich", "höflich")]
    [InlineData("a\u2028b", "\"a\\u2028b\"")]
    [InlineData("😀", "😀")]
    public void Values_are_quoted_as_go_quotes_them(string value, string written) =>
        Assert.EndsWith($" issuer={written}\n", Written(logger => Issuer(logger, value)), StringComparison.Ordinal);

    [Fact]
    public void Names_become_snake_case_and_kinds_of_values_have_their_notation()
    {
        Assert.EndsWith(
            " msg=kinds client_id=a count=3 on=true wait=24h0m0s groups=\"[a b]\" nothing=<nil>\n",
            Written(logger => Kinds(logger, "a", 3, true, TimeSpan.FromHours(24), ["a", "b"], null)),
            StringComparison.Ordinal);

        _options.Format = SlogFormat.Json;
        Assert.EndsWith(
            "\"msg\":\"kinds\",\"client_id\":\"a\",\"count\":3,\"on\":true,\"wait\":86400000000000,\"groups\":[\"a\",\"b\"],\"nothing\":null}\n",
            Written(logger => Kinds(logger, "a", 3, true, TimeSpan.FromHours(24), ["a", "b"], null)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_of_the_configuration_is_text_or_nanoseconds()
    {
        Assert.EndsWith(" period=6h0m0s\n", Written(logger => Period(logger, DexDuration.Parse("6h"))), StringComparison.Ordinal);

        _options.Format = SlogFormat.Json;
        Assert.EndsWith("\"period\":21600000000000}\n", Written(logger => Period(logger, DexDuration.Parse("6h"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_is_flattened_with_dots_or_nested()
    {
        KeyValuePair<string, object?>[] go = [new("version", "1"), new("os", "linux")];
        Assert.EndsWith(" msg=\"Version info\" go.version=1 go.os=linux\n", Written(logger => Group(logger, go)), StringComparison.Ordinal);

        _options.Format = SlogFormat.Json;
        Assert.EndsWith("\"go\":{\"version\":\"1\",\"os\":\"linux\"}}\n", Written(logger => Group(logger, go)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_placeholder_in_mid_sentence_is_shown_in_the_message_too() => Assert.EndsWith(
        " msg=\"took 3 attempts\" attempts=3\n", Written(logger => InSentence(logger, 3)), StringComparison.Ordinal);

    [Fact]
    public void An_exception_is_its_messages_on_one_line()
    {
        var failure = new InvalidOperationException("cannot open", new IOException("disk full"));

        Assert.EndsWith(" level=ERROR msg=failed err=\"cannot open: disk full\"\n", Written(logger => Failed(logger, failure)), StringComparison.Ordinal);
    }

    [Fact]
    public void At_debug_level_an_exception_brings_its_stack_still_on_one_line()
    {
        _options.Level = SlogLevel.Debug;

        var line = Written(logger => Failed(logger, new InvalidOperationException("a\nb")));

        Assert.Contains(" err=\"a\\nb\" stack=\"System.InvalidOperationException: a\\nb", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void The_attributes_of_a_request_come_last_and_those_of_a_part_first()
    {
        using var request = _scopes.Push(new Dictionary<string, object?> { ["request_id"] = "r", ["client_remote_addr"] = "10.0.0.1" });
        using var host = _scopes.Push(new Dictionary<string, object?> { ["RequestId"] = "host's" });
        using var part = _scopes.Push(new Dictionary<string, object?> { ["component"] = "api" });

        Assert.EndsWith(
            " msg=\"config issuer\" component=api issuer=a client_remote_addr=10.0.0.1 request_id=r\n",
            Written(logger => Issuer(logger, "a")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_fields_are_never_written_and_only_with_exactly_that_key()
    {
        using var request = _scopes.Push(new Dictionary<string, object?> { ["request_id"] = "r" });
        _options.ExcludedFields = new HashSet<string> { "request_id", "issuer", "ISSUER", "msg", "os" };

        Assert.EndsWith(" level=INFO msg=\"config issuer\"\n", Written(logger => Issuer(logger, "a")), StringComparison.Ordinal);
        Assert.EndsWith(" go.os=linux\n", Written(logger => Group(logger, [new("os", "linux")])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_below_the_threshold_is_dropped()
    {
        _options.Level = new SlogLevel(2);

        Assert.Equal("", Written(logger => Issuer(logger, "a")));
        Assert.NotEqual("", Written(logger => Failed(logger, new InvalidOperationException("x"))));
    }

    private string Written(Action<ILogger> log)
    {
        using var lines = new StringWriter { NewLine = "\n" };
        log(new FormattingLogger(new SlogConsoleFormatter(new FixedOptions(_options)), _scopes, lines));
        return lines.ToString();
    }

    [LoggerMessage(LogLevel.Information, "config issuer {issuer}")]
    private static partial void Issuer(ILogger logger, string issuer);

    [LoggerMessage(LogLevel.Information, "kinds {clientId} {count} {on} {wait} {groups} {nothing}")]
    private static partial void Kinds(ILogger logger, string clientId, int count, bool on, TimeSpan wait, string[] groups, string? nothing);

    [LoggerMessage(LogLevel.Information, "config signing keys {period}")]
    private static partial void Period(ILogger logger, DexDuration period);

    [LoggerMessage(LogLevel.Information, "Version info {go}")]
    private static partial void Group(ILogger logger, IEnumerable<KeyValuePair<string, object?>> go);

    [LoggerMessage(LogLevel.Information, "took {attempts} attempts")]
    private static partial void InSentence(ILogger logger, int attempts);

    [LoggerMessage(LogLevel.Error, "failed")]
    private static partial void Failed(ILogger logger, Exception failure);

    private sealed class FormattingLogger(SlogConsoleFormatter formatter, IExternalScopeProvider scopes, TextWriter lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> text) =>
            formatter.Write(new LogEntry<TState>(logLevel, "test", eventId, state, exception, text), scopes, lines);
    }

    private sealed class FixedOptions(SlogOptions options) : IOptionsMonitor<SlogOptions>
    {
        public SlogOptions CurrentValue => options;

        public SlogOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<SlogOptions, string?> listener) => null;
    }
}
