namespace Sekisho.Events;

/// <summary>
/// Reads the events of one log, one after the other. Readers never throw over what a log contains: what cannot be read
/// is told as <see cref="EventReadStatus.Skipped"/>, and the next read goes on behind it. They hold at most one event
/// and a bounded buffer. Broken input (a failing disk) is an <see cref="IOException"/> of the stream.
/// </summary>
public interface IEventReader : IDisposable
{
    /// <summary>What the format is called.</summary>
    EventFormat Format { get; }

    /// <summary>How many bytes of the log have been consumed, for progress.</summary>
    long BytesRead { get; }

    /// <summary>What was wrong at the last <see cref="EventReadStatus.Skipped"/>; otherwise empty.</summary>
    string Problem { get; }

    /// <summary>Where the last problem was: the line, or the number of the record.</summary>
    long ProblemLine { get; }

    /// <summary>Reads the next event.</summary>
    /// <param name="into">Emptied and filled.</param>
    EventReadStatus Read(EventRecord into);
}
