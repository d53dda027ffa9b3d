namespace Sekisho.Roles.Calls;

/// <summary>Where a slice says which calls its role answers (its <c>MapX</c> method is given one).</summary>
public interface ICallRegistry
{
    /// <summary>Answers <paramref name="call"/> with <paramref name="handler"/>.</summary>
    /// <remarks>
    /// A handler says no by throwing <see cref="CallException"/> with <see cref="CallFailure.Rejected"/> or
    /// <see cref="CallFailure.Overloaded"/>: failure and message reach the caller. Any other exception is logged and
    /// reaches the caller as <see cref="CallFailure.Faulted"/> without its text. A handler runs on the thread that reads
    /// its connection: one that calculates for long yields first (<c>await Task.Yield()</c>), or nobody notices meanwhile
    /// that the caller has gone.
    /// </remarks>
    void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler);
}
