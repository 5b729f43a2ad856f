using Dex.Domain.Audit;
using Dex.Domain.Protocol;
using MudBlazor;

namespace Dex.Web.Components.Parts;

/// <summary>Two edits of one thing, and how to end the matter.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <param name="What">What it is called: "client".</param>
/// <param name="Before">What both began with.</param>
/// <param name="Theirs">What is stored now.</param>
/// <param name="Yours">What was to be saved.</param>
public sealed record Conflict<T>(string What, Edition<T> Before, Edition<T> Theirs, T Yours)
    where T : class
{
    /// <summary>What differs, and how a field is taken from one of them.</summary>
    public required FieldList<T> Fields { get; init; }

    /// <summary>Saves what was decided over that version.</summary>
    public required Func<T, long, CancellationToken, Task<Saved<T>>> Save { get; init; }

    /// <summary>What is stored by now, when somebody was faster again; null when it is gone.</summary>
    public required Func<CancellationToken, Task<Edition<T>?>> Reload { get; init; }

    /// <summary>Lets the person decide. What was saved; null when they keep editing.</summary>
    public async Task<T?> DecideAsync(IDialogService dialogs)
    {
        var parameters = new DialogParameters<ConflictDialog<T>> { { dialog => dialog.Conflict, this } };
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true };
        var shown = await dialogs.ShowAsync<ConflictDialog<T>>("Conflict", parameters, options);
        return await shown.Result is { Canceled: false, Data: T saved } ? saved : null;
    }
}

/// <summary>A thing as somebody saved it.</summary>
/// <param name="By">Who; as a sentence begins.</param>
public sealed record Edition<T>(T Value, long Version, string By)
    where T : class;
