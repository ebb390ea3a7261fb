using SparseGen.Execution;
using SparseGen.Tests.Runtime;

namespace SparseGen.Tests.Kernels;

/// <summary>Kernels that several workers share out.</summary>
internal static class Sharing
{
    /// <summary>What a worker does.</summary>
    public delegate void Kernels(ref WorkShare share);

    /// <summary>Has so many threads run the same kernels together; what one throws is thrown here.</summary>
    public static void Run(int workers, Kernels kernels)
    {
        var queue = new WorkQueue();
        using var team = new WorkerTeam(workers);
        team.Run(new DelegateWork(_ =>
        {
            var share = new WorkShare(queue, workers);
            try
            {
                kernels(ref share);
            }
            catch
            {
                queue.Abandon();
                throw;
            }
        }));
    }
}
