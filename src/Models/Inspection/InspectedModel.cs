using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Tool.Inspection;

/// <summary>A model that is looked at: its class and where its parameters are.</summary>
/// <param name="Entry">The class.</param>
/// <param name="File">A checkpoint; null for initial values.</param>
internal sealed record InspectedModel(ModelEntry Entry, string? File)
{
    /// <summary>Full path of the checkpoint; null for initial values.</summary>
    public string? FullPath => File is null ? null : Path.GetFullPath(File);

    /// <summary>Makes it and loads its parameters.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="batch">Largest batch of a pass.</param>
    /// <param name="seed">Seed of the initial values.</param>
    /// <exception cref="CheckpointException">The checkpoint is none, or of another model.</exception>
    public TModel Create<TModel>(int batch, ulong seed)
        where TModel : class, IModel<TModel>
    {
        TModel model = NewModel.Create<TModel>(batch, Device.Cpu, seed);
        try
        {
            if (File is not null)
            {
                Checkpoint.Load(File, model.Parameters);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Such as <c>fashion-mixer of a.safetensors</c>.</summary>
    public override string ToString() => $"{Entry.Name} {(File is null ? "with initial values" : $"of {File}")}";
}
