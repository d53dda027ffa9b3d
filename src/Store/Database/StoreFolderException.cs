namespace Sekisho.Store.Database;

/// <summary>The store cannot start on its folder; the message says what is wrong, where, and what to do.</summary>
public sealed class StoreFolderException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where, what to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public StoreFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
