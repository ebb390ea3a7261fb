namespace SparseGen.Models;

/// <summary>A model class with a name.</summary>
public abstract class ModelEntry
{
    private ModelEntry(string name, string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(description);
        Name = name;
        Description = description;
    }

    /// <summary>What it is found by, such as <c>mixer-b16</c>.</summary>
    public string Name { get; }

    /// <summary>One line for people.</summary>
    public string Description { get; }

    /// <summary>Shapes and cost. Put together at the first call: that draws the masks of sparse layers, which most programs do not need for all models.</summary>
    public abstract ModelInfo Info { get; }

    /// <summary>Makes the entry of a model class, of the catalogue or of your own.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="name">What it is found by.</param>
    /// <param name="description">One line for people.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static ModelEntry Of<TModel>(string name, string description)
        where TModel : class, IModel<TModel>
        => new Typed<TModel>(name, description);

    /// <summary>Runs an operation with this entry's class as its type argument.</summary>
    /// <typeparam name="TResult">What the operation yields.</typeparam>
    /// <param name="operation">The operation.</param>
    public abstract TResult Apply<TResult>(IModelOperation<TResult> operation);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private sealed class Typed<TModel>(string name, string description) : ModelEntry(name, description)
        where TModel : class, IModel<TModel>
    {
        public override ModelInfo Info => TModel.Info;

        public override TResult Apply<TResult>(IModelOperation<TResult> operation)
        {
            ArgumentNullException.ThrowIfNull(operation);
            return operation.Run<TModel>(this);
        }
    }
}
