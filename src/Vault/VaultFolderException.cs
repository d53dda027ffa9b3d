namespace Sekisho.Vault;

/// <summary>The vault's folder cannot be used; the message says why and what to do, in words for the operator.</summary>
public sealed class VaultFolderException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where, why and what to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public VaultFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
