namespace Dex.Web.Components.Parts;

/// <summary>
/// The two live regions of a circuit: one polite, one assertive. Whatever must be heard goes through here, so that nothing is said twice
/// and a figure that moves by itself does not talk without end.
/// </summary>
public sealed class Announcer(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan AnswerPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _nextAnswerAt = DateTimeOffset.MinValue;
    private string? _waiting;
    private ITimer? _timer;

    /// <summary>Raised, on any thread, when a region has a new text.</summary>
    public event Action? Changed;

    /// <summary>The text of the polite region.</summary>
    public string PoliteText { get; private set; } = "";

    /// <summary>The text of the assertive region.</summary>
    public string AssertiveText { get; private set; } = "";

    /// <summary>Says that something happened: saved, copied, how many rows a filter left.</summary>
    public void Say(string text)
    {
        PoliteText = Fresh(PoliteText, text);
        Changed?.Invoke();
    }

    /// <summary>Interrupts. For a refused save and for what must not be missed.</summary>
    public void Interrupt(string text)
    {
        AssertiveText = Fresh(AssertiveText, text);
        Changed?.Invoke();
    }

    /// <summary>Says the answer line of the page, at most once in five seconds; the last one wins.</summary>
    public void SayAnswer(string text)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (now < _nextAnswerAt)
            {
                _waiting = text;
                _timer ??= clock.CreateTimer(_ => SayWaiting(), null, _nextAnswerAt - now, Timeout.InfiniteTimeSpan);
                return;
            }

            _nextAnswerAt = now + AnswerPause;
        }

        Say(text);
    }

    /// <summary>Drops an answer that still waits: its page is gone.</summary>
    public void ForgetAnswer()
    {
        lock (_gate)
        {
            _waiting = null;
            _timer?.Dispose();
            _timer = null;
        }
    }

    public void Dispose() => ForgetAnswer();

    // A region with the same text as before stays silent; a trailing no-break space makes it new.
    private static string Fresh(string before, string text) => before == text ? text + "\u00A0" : text;

    private void SayWaiting()
    {
        string? text;
        lock (_gate)
        {
            text = _waiting;
            _waiting = null;
            _timer?.Dispose();
            _timer = null;
            _nextAnswerAt = clock.GetUtcNow() + AnswerPause;
        }

        if (text is not null)
        {
            Say(text);
        }
    }
}
