namespace Sekisho.Sealing.Contents;

/// <summary>A sealed content is not what was sealed: it was changed, cut or extended, or the key is another's.</summary>
public sealed class SealBrokenException : IOException
{
    /// <summary>Makes the exception.</summary>
    public SealBrokenException()
        : base("The sealed content was changed, cut or extended, or the key is another's.")
    {
    }
}
