using SparseGen.Execution;

namespace SparseGen.Tests.Runtime;

/// <summary>A delegate as the work of a team.</summary>
internal sealed class DelegateWork(Action<int> share) : IWork
{
    public void Execute(int worker) => share(worker);
}
