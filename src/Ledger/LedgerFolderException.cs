namespace Sekisho.Ledger;

/// <summary>The ledger cannot work on its folders: damaged, rolled back, another's. The message says what, where, and what to do.</summary>
public sealed class LedgerFolderException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where, what to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public LedgerFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
