using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class ClientAdministrationTests
{
    private readonly FakeTimeProvider _clock = new(Given.Now.AddDays(1));
    private readonly MemoryClientStore _store = new(
        Given.Client("batch", Given.Secret("dxs_one", "one")),
        Given.Client("filed") with { Origin = ClientOrigin.File, Version = 0 });

    private ClientAdministration Administration => new(_store, FixedGate.Open, new ClientDraftValidator(), _clock);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task A_created_client_is_stored_as_version_one_and_audited()
    {
        var saved = await Administration.CreateAsync(new ClientDraft { Id = "new", Name = " New " }, Given.Ada, Ct);

        Assert.Equal(("New", 1, Now, Given.Ada.Email), (saved.Value?.Name, saved.Value?.Version, saved.Value?.CreatedAt, saved.Value?.UpdatedBy));
        Assert.Same(saved.Value, _store["new"]);
        AssertAudit("client.created", "new", new FieldChange("Name", null, "New"));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused_beside_its_field_and_nothing_is_audited()
    {
        var saved = await Administration.CreateAsync(Given.Draft("batch"), Given.Ada, Ct);

        Assert.Equal(("exists", nameof(ClientDraft.Id)), (saved.Refusals[0].Code, saved.Refusals[0].Property));
        Assert.Empty(_store.Audit);
    }

    [Fact]
    public async Task A_draft_with_faults_is_refused_with_all_of_them()
    {
        var saved = await Administration.CreateAsync(new ClientDraft { RedirectUris = ["x"] }, Given.Ada, Ct);

        Assert.Equal(["Id", "Name", "RedirectUris[0]"], saved.Refusals.Select(refusal => refusal.Property));
        Assert.All(saved.Refusals, refusal => Assert.Equal("invalid", refusal.Code));
    }

    [Fact]
    public async Task A_machine_is_made_together_with_its_first_secret()
    {
        var saved = await Administration.CreateWithSecretAsync(Given.Draft("new"), new SecretOrder("2026-01", Now.AddDays(180)), Given.Ada, Ct);

        var kept = Assert.Single(_store["new"].Secrets);
        Assert.Equal((SecretHash.OfGenerated(saved.Value!.Secret.Text), "2026-01", Given.Ada.Email, Now.AddDays(180)), (kept.Hash, kept.Label, kept.CreatedBy, kept.ExpiresAt));
        AssertNowhereInAudit(saved.Value.Secret.Text);
    }

    [Fact]
    public async Task Faults_of_the_draft_and_of_the_secret_are_named_together()
    {
        var saved = await Administration.CreateWithSecretAsync(new ClientDraft { Id = "new" }, new SecretOrder("", Now), Given.Ada, Ct);

        Assert.Equal(["Name", "Label", "ExpiresAt"], saved.Refusals.Select(refusal => refusal.Property));
    }

    [Fact]
    public async Task An_update_raises_the_version_and_records_before_and_after()
    {
        var draft = ClientDraft.Of(_store["batch"]);
        draft.Name = "Nightly batch";
        draft.TokenLifetime = TimeSpan.FromMinutes(90);

        var saved = await Administration.UpdateAsync(draft, 1, Given.Ada, Ct);

        Assert.Equal((2, Now, "Nightly batch"), (saved.Value?.Version, saved.Value?.UpdatedAt, saved.Value?.Name));
        AssertAudit("client.changed", "batch", new("Name", "The client batch", "Nightly batch"), new("Token lifetime", null, "1h30m"));
        Assert.Equal((Given.Ada.Address, Now), (_store.Audit[0].Address, _store.Audit[0].At));
    }

    [Fact]
    public async Task Secrets_origin_and_birth_survive_an_update()
    {
        var before = _store["batch"];

        await Administration.UpdateAsync(Given.Draft("batch"), 1, Given.Ada, Ct);

        Assert.Equal((before.Secrets, before.Origin, before.CreatedAt), (_store["batch"].Secrets, _store["batch"].Origin, _store["batch"].CreatedAt));
    }

    [Fact]
    public async Task An_update_of_an_older_version_is_a_conflict()
    {
        await Administration.EnableAsync("batch", false, 1, Given.Ada, Ct);

        var saved = await Administration.UpdateAsync(Given.Draft("batch"), 1, Given.Ada, Ct);

        Assert.True(saved.IsConflict);
        Assert.False(_store["batch"].Enabled);
    }

    [Fact]
    public async Task A_save_that_slips_in_between_is_a_conflict_too()
    {
        _store.BeforeWrite = store => store.Put(store["batch"] with { Version = 2, Name = "Theirs" });

        var saved = await Administration.UpdateAsync(Given.Draft("batch"), 1, Given.Ada, Ct);

        Assert.True(saved.IsConflict);
        Assert.Equal("Theirs", _store["batch"].Name);
        Assert.Empty(_store.Audit);
    }

    [Fact]
    public async Task What_is_gone_is_missing() => AssertRefused("missing", await Administration.EnableAsync("nobody", true, 1, Given.Ada, Ct));

    [Fact]
    public async Task A_client_of_the_file_is_read_only_for_every_command()
    {
        AssertRefused("read_only", await Administration.UpdateAsync(Given.Draft("filed"), 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.EnableAsync("filed", false, 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.AddSecretAsync("filed", new SecretOrder("a", null), 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.DeactivateSecretAsync("filed", "x", 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.SetSecretExpiryAsync("filed", "x", null, 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.DeleteSecretAsync("filed", "x", 0, Given.Ada, Ct));
        AssertRefused("read_only", await Administration.DeleteAsync("filed", 0, Given.Ada, Ct));
        Assert.Empty(_store.Audit);
    }

    [Fact]
    public async Task Who_is_no_administrator_any_more_gets_nothing_done_and_learns_nothing()
    {
        var shut = new ClientAdministration(_store, FixedGate.Shut, new ClientDraftValidator(), _clock);

        AssertRefused("forbidden", await shut.CreateAsync(new ClientDraft(), Given.Ada, Ct));
        AssertRefused("forbidden", await shut.CreateWithSecretAsync(Given.Draft("new"), new SecretOrder("a", null), Given.Ada, Ct));
        AssertRefused("forbidden", await shut.UpdateAsync(Given.Draft("nobody"), 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.EnableAsync("batch", false, 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.AddSecretAsync("batch", new SecretOrder("a", null), 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.DeactivateSecretAsync("batch", "id-one", 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.SetSecretExpiryAsync("batch", "id-one", null, 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.DeleteSecretAsync("batch", "id-one", 1, Given.Ada, Ct));
        AssertRefused("forbidden", await shut.DeleteAsync("batch", 1, Given.Ada, Ct));
        Assert.Empty(_store.Audit);
    }

    [Theory]
    [InlineData(true, "client.enabled")]
    [InlineData(false, "client.disabled")]
    public async Task Switching_a_client_is_an_act_of_its_own(bool enabled, string action)
    {
        _store.Put(_store["batch"] with { Enabled = !enabled });

        await Administration.EnableAsync("batch", enabled, 1, Given.Ada, Ct);

        AssertAudit(action, "batch", new FieldChange("Enabled", enabled ? "no" : "yes", enabled ? "yes" : "no"));
    }

    [Fact]
    public async Task A_second_secret_lives_beside_the_first_and_is_audited_by_its_fingerprint()
    {
        var issued = (await Administration.AddSecretAsync("batch", new SecretOrder("two", Now.AddDays(1), Now.AddHours(1)), 1, Given.Ada, Ct)).Value!;

        Assert.Equal(["one", "two"], _store["batch"].Secrets.Select(secret => secret.Label));
        Assert.Equal((Now.AddDays(1), Now.AddHours(1)), (issued.Secret.Kept.ExpiresAt, issued.Secret.Kept.NotBefore));
        var change = Assert.Single(Assert.Single(_store.Audit).Changes);
        Assert.Contains($"two ({issued.Secret.Kept.Fingerprint}), until 2026-01-03 00:00 UTC", change.After, StringComparison.Ordinal);
        AssertNowhereInAudit(issued.Secret.Text);
    }

    [Fact]
    public async Task A_third_live_secret_is_beyond_the_limit_and_one_that_is_not_yet_valid_counts()
    {
        await Administration.AddSecretAsync("batch", new SecretOrder("two", null, Now.AddDays(1)), 1, Given.Ada, Ct);

        AssertRefused("limit", await Administration.AddSecretAsync("batch", new SecretOrder("three", null), 2, Given.Ada, Ct));
    }

    [Fact]
    public async Task Expired_and_deactivated_secrets_do_not_count_for_the_limit()
    {
        var (expired, dead) = (Given.Secret("a", "a") with { ExpiresAt = Now }, Given.Secret("b", "b") with { DeactivatedAt = Now });
        _store.Put(Given.Client("batch", expired, dead, Given.Secret("c", "c")));

        Assert.False((await Administration.AddSecretAsync("batch", new SecretOrder("d", null), 1, Given.Ada, Ct)).Failed);
    }

    [Fact]
    public async Task A_label_that_is_taken_is_refused_beside_its_field()
    {
        var saved = await Administration.AddSecretAsync("batch", new SecretOrder("one", null), 1, Given.Ada, Ct);

        Assert.Equal(("exists", nameof(SecretOrder.Label)), (saved.Refusals[0].Code, saved.Refusals[0].Property));
    }

    [Theory]
    [InlineData("", 1, 0, "Label")]
    [InlineData("  ", 1, 0, "Label")]
    [InlineData("a\tb", 1, 0, "Label")]
    [InlineData("a", 0, -1, "ExpiresAt")]
    [InlineData("a", 1, 1, "NotBefore")]
    public async Task An_order_that_makes_no_sense_is_refused(string label, int expiresInDays, int validInDays, string property)
    {
        var saved = await Administration.AddSecretAsync("batch", new SecretOrder(label, Now.AddDays(expiresInDays), Now.AddDays(validInDays)), 1, Given.Ada, Ct);

        Assert.Equal(property, Assert.Single(saved.Refusals).Property);
        Assert.Single(_store["batch"].Secrets);
    }

    [Fact]
    public async Task A_label_has_60_characters_at_most()
    {
        AssertRefused("invalid", await Administration.AddSecretAsync("batch", new SecretOrder(new string('a', 61), null), 1, Given.Ada, Ct));
        Assert.False((await Administration.AddSecretAsync("batch", new SecretOrder(new string('a', 60), null), 1, Given.Ada, Ct)).Failed);
    }

    [Fact]
    public async Task A_deactivated_secret_stays_visible_and_keeps_its_first_instant()
    {
        await Administration.DeactivateSecretAsync("batch", "id-one", 1, Given.Ada, Ct);
        var first = Now;
        _clock.Advance(TimeSpan.FromHours(1));
        await Administration.DeactivateSecretAsync("batch", "id-one", 2, Given.Ada, Ct);

        Assert.Equal(first, Assert.Single(_store["batch"].Secrets).DeactivatedAt);
        Assert.Equal("secret.deactivated", _store.Audit[0].Action);
        Assert.EndsWith("deactivated", _store.Audit[0].Changes[0].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_secret_can_be_moved_and_taken_away()
    {
        await Administration.SetSecretExpiryAsync("batch", "id-one", Now.AddDays(3), 1, Given.Ada, Ct);
        Assert.Equal(Now.AddDays(3), _store["batch"].Secrets[0].ExpiresAt);

        await Administration.SetSecretExpiryAsync("batch", "id-one", null, 2, Given.Ada, Ct);
        Assert.Null(_store["batch"].Secrets[0].ExpiresAt);
        Assert.Equal(["secret.expiry_changed", "secret.expiry_changed"], _store.Audit.Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_deleted_secret_is_gone_and_its_fingerprint_stays_in_the_audit()
    {
        var fingerprint = _store["batch"].Secrets[0].Fingerprint;

        await Administration.DeleteSecretAsync("batch", "id-one", 1, Given.Ada, Ct);

        Assert.Empty(_store["batch"].Secrets);
        AssertAudit("secret.deleted", "batch", new FieldChange("Secrets", $"one ({fingerprint}), without end", null));
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_missing()
    {
        AssertRefused("missing", await Administration.DeactivateSecretAsync("batch", "x", 1, Given.Ada, Ct));
        AssertRefused("missing", await Administration.SetSecretExpiryAsync("batch", "x", null, 1, Given.Ada, Ct));
        AssertRefused("missing", await Administration.DeleteSecretAsync("batch", "x", 1, Given.Ada, Ct));
        Assert.Empty(_store.Audit);
    }

    [Fact]
    public async Task A_deleted_client_is_audited_with_all_it_was()
    {
        var deleted = await Administration.DeleteAsync("batch", 1, Given.Ada, Ct);

        Assert.Equal("batch", deleted.Value?.Id);
        Assert.Null(await _store.FindAsync("batch", Ct));
        Assert.Contains(new FieldChange("Name", "The client batch", null), Assert.Single(_store.Audit).Changes);
    }

    [Fact]
    public async Task Deleting_an_older_version_is_a_conflict()
    {
        _store.BeforeWrite = store => store.Put(store["batch"] with { Version = 2 });

        Assert.True((await Administration.DeleteAsync("batch", 1, Given.Ada, Ct)).IsConflict);
        Assert.True((await Administration.DeleteAsync("batch", 1, Given.Ada, Ct)).IsConflict);
    }

    private static void AssertRefused<T>(string code, Saved<T> saved)
        where T : class => Assert.Equal(code, Assert.Single(saved.Refusals).Code);

    private void AssertAudit(string action, string subject, params FieldChange[] changes)
    {
        var entry = Assert.Single(_store.Audit);
        Assert.Equal((action, "client", subject, Given.Ada.Email), (entry.Action, entry.SubjectType, entry.SubjectId, entry.Actor));
        Assert.All(changes, change => Assert.Contains(change, entry.Changes));
    }

    private void AssertNowhereInAudit(string secret) => Assert.All(_store.Audit.SelectMany(entry => entry.Changes), change =>
        Assert.DoesNotContain(secret, change.Before + change.After, StringComparison.Ordinal));
}
