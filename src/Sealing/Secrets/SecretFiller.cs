namespace Sekisho.Sealing.Secrets;

/// <summary>Writes a secret into the memory that is made for it.</summary>
internal delegate void SecretFiller<in TState>(Span<byte> memory, TState state)
    where TState : allows ref struct;
