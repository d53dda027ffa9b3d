namespace Sekisho.Deliver.Signing;

/// <summary>A key was retired between being named and being used: the signature is begun anew with those that there are now.</summary>
internal sealed class KeyGoneException() : Exception("The key signs no more.");
