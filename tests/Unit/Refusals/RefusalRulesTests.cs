using System.Reflection;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

public sealed class RefusalRulesTests
{
    private static readonly string[] Codes =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_rule_that_has_a_name_stands_in_the_catalogue_once()
    {
        var named = typeof(RefusalRules).Assembly.GetTypes().Where(type => type.Namespace == typeof(RefusalRules).Namespace)
            .SelectMany(part => part.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(RefusalRule))
            .Select(property => (RefusalRule)property.GetValue(null)!)
            .ToList();

        Assert.Equal(named.Select(rule => rule.Id).Order(StringComparer.Ordinal), RefusalRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_id_stands_twice() => Assert.Equal(RefusalRules.All.Count, RefusalRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void An_id_is_dotted_and_fit_for_logs_and_metrics() => Assert.All(RefusalRules.All, rule => Assert.Matches("^[a-z_]+\\.[a-z_]+$", rule.Id));

    [Fact]
    public void Every_rule_says_what_happened_and_answers_with_a_code_of_ours() => Assert.All(RefusalRules.All, rule =>
    {
        Assert.EndsWith(".", rule.Meaning, StringComparison.Ordinal);
        Assert.Contains(rule.Code, Codes);

        // The client is told of a failure at its own address by 303; everybody else by the status itself.
        Assert.True(rule.Status is 303 or (>= 400 and < 600), rule.Id);
    });

    [Fact]
    public void A_rule_is_found_by_its_id()
    {
        Assert.All(RefusalRules.All, rule => Assert.Same(rule, RefusalRules.Find(rule.Id)));
        Assert.Null(RefusalRules.Find("no.such_rule"));
    }
}
