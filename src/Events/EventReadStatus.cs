namespace Sekisho.Events;

/// <summary>What one step of a reader gave.</summary>
public enum EventReadStatus
{
    /// <summary>An event is in the record.</summary>
    Event,

    /// <summary>Something could not be read as an event and was skipped; the reader goes on behind it. <see cref="IEventReader.Problem"/> says what.</summary>
    Skipped,

    /// <summary>The end of the log.</summary>
    End,
}
