using System.Threading.Channels;
using Sekisho.Commands.Files;
using Sekisho.Inspect;
using Sekisho.Kernel.Ids;

namespace Sekisho.Commands.Inspect;

/// <summary>
/// Inspects many files at one time and tells the results in the order of the files. What is wrong with one file, or
/// with the inspection of it, is its result and stops nothing.
/// </summary>
internal sealed class InspectRun(InspectOptions options, InspectRequest request, string currentFolder, TimeProvider clock)
{
    /// <summary>How many files each worker may be ahead of the one whose result is told next.</summary>
    private const int AheadPerWorker = 4;

    /// <summary>Inspects all files.</summary>
    public async Task RunAsync(IEnumerable<InputFile> files, int workers, Action<InspectItem> tell, CancellationToken cancellation)
    {
        var work = Channel.CreateBounded<Job>(workers * AheadPerWorker);
        var order = Channel.CreateBounded<Job>(workers * AheadPerWorker);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var working = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work.Reader, stop.Token)));
        var feeding = FeedAsync(files, work.Writer, order.Writer, stop.Token);
        try
        {
            await foreach (var job in order.Reader.ReadAllAsync(cancellation)) tell(await job.Result.Task.WaitAsync(cancellation));
            await feeding;
            await working;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private static async Task FeedAsync(IEnumerable<InputFile> files, ChannelWriter<Job> work, ChannelWriter<Job> order, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            foreach (var file in files)
            {
                var job = new Job(file);
                await order.WriteAsync(job, cancellation);
                await work.WriteAsync(job, cancellation);
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        work.TryComplete();
        order.TryComplete(failure);
    }

    private async Task WorkAsync(ChannelReader<Job> work, CancellationToken cancellation)
    {
        // One inspector each: it takes one message at a time.
        await using var inspector = Inspector.Create(options, clock);

        // What making its tables left behind is given back, as in the running system, before a message comes that fills the memory.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await foreach (var job in work.ReadAllAsync(cancellation))
        {
            try
            {
                job.Result.SetResult(await InspectAsync(inspector, job.File, cancellation));
            }
            catch (Exception exception)
            {
                // A bug in our own inspection: this file's result, not the end of the others.
                job.Result.SetResult(new InspectItem { File = job.File.Path, Error = $"The inspection failed: {exception.GetType().Name}: {exception.Message}" });
            }
        }
    }

    private async Task<InspectItem> InspectAsync(Inspector inspector, InputFile file, CancellationToken cancellation)
    {
        if (file.Problem is not null) return new InspectItem { File = file.Path, Error = file.Problem };
        var (content, problem) = await InputFiles.ReadAsync(file.Path, currentFolder, cancellation);
        if (content is null) return new InspectItem { File = file.Path, Error = problem };
        var verdict = await inspector.InspectAsync(request with { Id = TimeOrderedId.New(clock) }, content, cancellation);
        return InspectItem.Of(file.Path, verdict);
    }

    private sealed record Job(InputFile File)
    {
        public TaskCompletionSource<InspectItem> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
