namespace Sekisho.Store.Database;

/// <summary>A write that waits for its transaction.</summary>
internal interface IWrite
{
    /// <summary>How many content bytes it brings: bounds a batch.</summary>
    long ContentBytes { get; }

    /// <summary>
    /// Does the work. May be done again after a rollback. It refuses by throwing CallException before it has changed a row.
    /// </summary>
    void Apply(WriteTransaction transaction);

    /// <summary>It said no, and the rest of the batch is not touched by it.</summary>
    void Refused(Exception refusal);

    /// <summary>The transaction is on disk (or, for a refused one, over): the caller hears of it.</summary>
    void Complete();

    /// <summary>Nothing of it was written.</summary>
    void Fail(Exception failure);
}
