/* The area below 4 / (1 + x * x) between 0 and 1, each process its share. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    long steps = count > 1 ? atol(words[1]) : 1000;
    int rank, ranks;
    double mine = 0, pi = 0;
    MPI_Init(&count, &words);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    for (long i = rank; i < steps; i += ranks) {
        double x = (i + 0.5) / steps;
        mine += 4 / (1 + x * x) / steps;
    }
    MPI_Reduce(&mine, &pi, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) printf("%d processes: pi is %.6f\n", ranks, pi);
    MPI_Finalize();
    return 0;
}
