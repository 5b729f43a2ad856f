using Bunit;
using Dex.Domain.Administration;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Devices;
using Dex.Tests.Unit.Console.Users;
using Dex.Tests.Unit.Fakes;
using Dex.Web.Components.Tokens;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Tokens;

public sealed class DevicesPageTests : UserPagesContext
{
    [Fact]
    public void Rows_tell_how_far_each_device_has_come_and_who_answered()
    {
        Clients.Put(new Client { Id = "tv", Name = "Living room" });
        Devices.Put(Request("BCDF-GHJK"));
        Devices.Put(Request("LMNP-QRST", DeviceStatus.Approved));

        var page = Show("tokens/devices", out _);

        var waiting = page.Find("[data-testid=device-row-BCDF-GHJK]").TextContent;
        Assert.Contains("Living room", waiting, StringComparison.Ordinal);
        Assert.Contains("Waits for a person", waiting, StringComparison.Ordinal);
        Assert.Contains("Nobody yet", waiting, StringComparison.Ordinal);
        Assert.Contains("Jane", page.Find("[data-testid=device-row-LMNP-QRST]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_refused_after_a_question_and_the_record_says_so()
    {
        Devices.Put(Request("BCDF-GHJK"));
        var page = Show("tokens/devices", out var dialogs);

        page.Find("[data-testid=device-row-BCDF-GHJK] button").Click();
        Press(dialogs, "Refuse device");

        page.WaitForAssertion(() => Assert.Equal(DeviceStatus.Denied, Devices["BCDF-GHJK"]!.Status));
        var entry = Assert.Single(Accounts.Entries);
        Assert.Equal(("client.device_refused", "tv"), (entry.Action, entry.SubjectId));
    }

    [Fact]
    public void What_has_its_tokens_cannot_be_refused() =>
        Assert.Empty(ShowWith(Request("BCDF-GHJK", DeviceStatus.Redeemed)).FindAll("[data-testid=device-row-BCDF-GHJK] button"));

    [Fact]
    public void All_of_a_client_are_refused_after_its_id_is_typed()
    {
        Devices.Put(Request("BCDF-GHJK"));
        Devices.Put(Request("LMNP-QRST", DeviceStatus.Approved));
        Devices.Put(Request("BBBB-BBBB", DeviceStatus.Redeemed));
        var page = Show("tokens/devices?client=tv", out var dialogs);

        Press(page, "Refuse all of this client…");
        dialogs.WaitForAssertion(() => Assert.Contains("2 devices wait now, none will then.", dialogs.Markup, StringComparison.Ordinal));
        dialogs.Find(".dx-confirm input").Input("tv");
        Press(dialogs, "Refuse all");

        page.WaitForAssertion(() => Assert.Equal(DeviceStatus.Denied, Devices["LMNP-QRST"]!.Status));
        Assert.Equal(DeviceStatus.Redeemed, Devices["BBBB-BBBB"]!.Status);
        Assert.Equal("2", Accounts.Entries[0].Changes[0].Before);
    }

    [Fact]
    public void Nobody_but_an_administrator_refuses_a_device()
    {
        Services.AddSingleton<IAdministratorGate>(FixedGate.Shut);
        Devices.Put(Request("BCDF-GHJK"));
        var page = Show("tokens/devices", out var dialogs);

        page.Find("[data-testid=device-row-BCDF-GHJK] button").Click();
        Press(dialogs, "Refuse device");

        dialogs.WaitForAssertion(() => Assert.NotEmpty(dialogs.FindAll("[role=alert]")));
        Assert.Equal(DeviceStatus.Pending, Devices["BCDF-GHJK"]!.Status);
    }

    [Fact]
    public void The_address_says_what_is_listed()
    {
        Devices.Put(Request("BCDF-GHJK"));
        Devices.Put(Request("LMNP-QRST", DeviceStatus.Denied));

        var page = Show("tokens/devices?state=denied", out _);

        Assert.Equal(["device-row-LMNP-QRST"], page.FindAll("tr[data-testid]").Select(row => row.GetAttribute("data-testid")));
    }

    private IRenderedComponent<DevicesPage> ShowWith(DeviceRequest request)
    {
        Devices.Put(request);
        return Show("tokens/devices", out _);
    }

    private DeviceRequest Request(string userCode, DeviceStatus status = DeviceStatus.Pending) => new()
    {
        UserCode = userCode,
        DeviceCodeHash = DeviceRequest.HashOf(userCode),
        ClientId = "tv",
        Scopes = ["openid"],
        Address = "192.0.2.7",
        CreatedAt = Now.AddMinutes(-1),
        ExpiresAt = Now.AddMinutes(4),
        LastPollAt = Now.AddSeconds(-4),
        Status = status,
        Approval = status == DeviceStatus.Pending ? null : new DeviceApproval
        {
            Person = new PersonClaims { UserId = "jane", Username = "Jane" },
            ConnectorId = "ldap",
            Scopes = ["openid"],
            AuthTime = Now,
            Code = "spent",
        },
    };

    private IRenderedComponent<DevicesPage> Show(string address, out IRenderedComponent<MudDialogProvider> dialogs) => Open<DevicesPage>(address, out dialogs);
}
