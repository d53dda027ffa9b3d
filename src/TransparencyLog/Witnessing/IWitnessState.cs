using Sekisho.TransparencyLog.Checkpoints;

namespace Sekisho.TransparencyLog.Witnessing;

/// <summary>What a witness remembers: the last checkpoint that it cosigned, of each log.</summary>
public interface IWitnessState
{
    /// <summary>The last checkpoint of a log; null when there was none.</summary>
    Checkpoint? Last(string origin);

    /// <summary>Puts a new checkpoint in the place of the one that the caller has compared it with; when this returns true, it is on disk.</summary>
    /// <param name="expected">The last one, as the caller knows it; null for none.</param>
    /// <param name="next">The new one.</param>
    /// <returns>False when another one has come in between; nothing is changed then.</returns>
    /// <exception cref="IOException">It cannot be stored: nothing may be cosigned.</exception>
    bool TryReplace(Checkpoint? expected, Checkpoint next);
}
