using Dex.Domain.Clients;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class SecretVerifierTests : IDisposable
{
    private const string Chosen = "a-secret-that-a-person-chose";

    private readonly SecretVerifier _verifier = new();

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public async Task The_right_secret_is_found_by_its_hash()
    {
        var client = Given.Client("batch", Given.Secret("one", "first"), Given.Secret("two", "second"));

        Assert.Equal("first", (await FindAsync(client, "one"))?.Label);
        Assert.Equal("second", (await FindAsync(client, "two"))?.Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ONE")]
    [InlineData("one ")]
    public async Task Anything_else_matches_nothing(string presented) =>
        Assert.Null(await FindAsync(Given.Client("batch", Given.Secret("one")), presented));

    [Fact]
    public async Task No_client_matches_nothing() => Assert.Null(await FindAsync(null, "one"));

    [Fact]
    public async Task A_client_without_secrets_matches_nothing_not_even_the_empty_secret() => Assert.Null(await FindAsync(Given.Client(), ""));

    [Fact]
    public async Task A_secret_of_the_file_is_found_although_nothing_of_it_is_stored()
    {
        var client = Given.Client("batch", new ClientSecret { Id = "file", Label = "file", Hash = _verifier.OfFile(Chosen) });

        Assert.Equal("file", (await FindAsync(client, Chosen))?.Id);
        Assert.Null(await FindAsync(client, Chosen + "!"));
    }

    [Fact]
    public async Task The_kept_form_of_a_files_secret_is_worthless_in_another_process()
    {
        using var elsewhere = new SecretVerifier();

        Assert.Null(await FindAsync(Given.Client("batch", new ClientSecret { Id = "file", Label = "file", Hash = elsewhere.OfFile(Chosen) }), Chosen));
    }

    [Fact]
    public async Task A_chosen_secret_is_found_before_and_after_it_is_remembered()
    {
        var client = Given.Client("batch", new ClientSecret { Id = "chosen", Label = "chosen", Hash = SecretHash.OfChosen(Chosen) });

        Assert.Equal("chosen", (await FindAsync(client, Chosen))?.Id);
        Assert.Equal("chosen", (await FindAsync(client, Chosen))?.Id);
        Assert.Null(await FindAsync(client, Chosen + "!"));
    }

    [Fact]
    public async Task What_was_remembered_goes_with_the_client_value()
    {
        var secret = new ClientSecret { Id = "chosen", Label = "chosen", Hash = SecretHash.OfChosen(Chosen) };
        await FindAsync(Given.Client("batch", secret), Chosen);

        // A remembered secret is found by one hash, whatever became of the slow form it was derived from.
        var changed = secret with { Hash = SecretHash.OfChosen("another") };

        Assert.Null(await FindAsync(Given.Client("batch", changed), Chosen));
    }

    [Fact]
    public async Task More_callers_than_the_server_can_check_are_told_so()
    {
        using var cancel = new CancellationTokenSource();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => OutcomeAsync(i))));

        Assert.Contains("overloaded", outcomes);

        async Task<string> OutcomeAsync(int i)
        {
            try
            {
                await _verifier.FindSlowlyAsync(null, "x", $"10.0.{i / 8}.1", Given.Now, cancel.Token);
                return "checked";
            }
            catch (SecretChecksOverloadedException)
            {
                // One is enough; the others need not spend their time.
                await cancel.CancelAsync();
                return "overloaded";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_secrets_with_the_same_text_the_live_one_is_preferred(bool liveFirst)
    {
        var live = Given.Secret("same", "live");
        var dead = Given.Secret("same", "dead") with { ExpiresAt = Given.Now };
        var client = liveFirst ? Given.Client("batch", live, dead) : Given.Client("batch", dead, live);

        Assert.Equal("live", (await FindAsync(client, "same"))?.Label);
    }

    [Fact]
    public async Task A_secret_that_is_not_live_is_still_found_so_that_the_rule_can_say_why()
    {
        var client = Given.Client("batch", Given.Secret("old") with { ExpiresAt = Given.Now });

        Assert.Equal(SecretState.Expired, (await FindAsync(client, "old"))?.State(Given.Now));
    }

    [Fact]
    public void The_state_of_a_secret_turns_at_the_very_instants()
    {
        var secret = Given.Secret() with { NotBefore = Given.Now, ExpiresAt = Given.Now.AddHours(1) };

        Assert.Equal(SecretState.NotYetValid, secret.State(Given.Now.AddTicks(-1)));
        Assert.Equal(SecretState.Live, secret.State(Given.Now));
        Assert.Equal(SecretState.Live, secret.State(Given.Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(SecretState.Expired, secret.State(Given.Now.AddHours(1)));
        Assert.Equal(SecretState.Deactivated, (secret with { DeactivatedAt = Given.Now }).State(Given.Now.AddHours(2)));
    }

    [Fact]
    public async Task One_source_cannot_fill_the_queue_that_others_wait_in()
    {
        using var cancel = new CancellationTokenSource();
        var mine = Enumerable.Range(0, 17).Select(_ => Task.Run(() => _verifier.FindSlowlyAsync(null, "x", "10.0.0.1", Given.Now, cancel.Token).AsTask())).ToList();

        await Assert.ThrowsAsync<SecretChecksOverloadedException>(async () =>
        {
            while (mine.Count > 0)
            {
                var done = await Task.WhenAny(mine);
                mine.Remove(done);
                await done;
            }
        });
        var other = await _verifier.FindSlowlyAsync(null, "x", "10.0.0.2", Given.Now, Xunit.TestContext.Current.CancellationToken);

        Assert.Null(other);
        await cancel.CancelAsync();
    }

    private async ValueTask<ClientSecret?> FindAsync(Client? client, string presented) =>
        (client is null ? null : _verifier.Find(client, presented, Given.Now))
        ?? await _verifier.FindSlowlyAsync(client, presented, "", Given.Now, Xunit.TestContext.Current.CancellationToken);
}
