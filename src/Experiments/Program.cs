using SparseGen.Experiments.Commands;

return ExperimentProgram.Run(args);
